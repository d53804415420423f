package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import java.util.regex.Pattern;

/// Names of documents and metrics: at most 63 characters, so that they can stand in the labels of
/// Kubernetes objects and in the names of files.
final class Names {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Names() {}

  /// A legal name, or the empty text after a problem.
  static String read(Fields fields, String key) {
    String name = fields.text(key);
    if (!name.isEmpty() && !LEGAL.matcher(name).matches()) {
      fields
          .problems()
          .add(
              fields.required(key),
              SpecRule.NOT_A_NAME,
              key,
              "lower-case letters, digits and -, at most 63, a letter or digit at both ends");
      return "";
    }
    return name;
  }
}
