package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import java.time.Duration;
import java.util.List;

/// Values that must be more than nothing, and fields that are still to come.
final class Bounds {
  private Bounds() {}

  /// A duration above zero.
  static Duration positive(Fields fields, String key, Duration fallback) {
    Duration read = fields.duration(key, fallback);
    if (read.isZero() && !fallback.isZero()) {
      refuse(fields, key, "a duration above 0; write 30s, 5m or 1h");
      return fallback;
    }
    return read;
  }

  /// A duration above zero; zero if it was not written.
  static Duration written(Fields fields, String key) {
    if (fields.node(key).isEmpty()) {
      return Duration.ZERO;
    }
    return positive(fields, key, Duration.ofSeconds(1));
  }

  private static void refuse(Fields fields, String key, String expected) {
    fields.problems().add(fields.required(key), SpecRule.NOT_POSITIVE, key, expected);
  }

  /// Refuses fields that this version does not support, in words that differ from those for a
  /// misspelt field.
  static void later(Fields fields, List<String> keys) {
    for (String key : keys) {
      fields
          .node(key)
          .ifPresent(node ->
              fields
                  .problems()
                  .add(
                      node,
                      SpecRule.NOT_SUPPORTED_YET,
                      key,
                      "no " + key + ", which this version does not support yet; remove it"));
    }
  }
}
