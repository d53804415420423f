package dev.fleetgate.kube.inventory;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URL of each cluster's Prometheus, written once: `{{cluster.name}}` and
/// `{{cluster.labels.x}}` are replaced.
final class UrlTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s]*)\\s*}}");
  private static final String LABELS = "cluster.labels.";

  private UrlTemplate() {}

  /// A URL, or why there is none.
  sealed interface Outcome {
    record Filled(URI url) implements Outcome {}

    record Refused(Mismatch why) implements Outcome {}
  }

  static Outcome fill(String template, ClusterId cluster, Map<String, String> labels) {
    Matcher placeholders = PLACEHOLDER.matcher(template);
    StringBuilder url = new StringBuilder();
    while (placeholders.find()) {
      Optional<String> value = value(placeholders.group(1), cluster, labels);
      if (value.isEmpty()) {
        return refused(
            placeholders.group(),
            "{{cluster.name}}, or {{cluster.labels.x}} of a label that the cluster has");
      }
      placeholders.appendReplacement(url, Matcher.quoteReplacement(value.get()));
    }
    placeholders.appendTail(url);
    return parsed(url.toString());
  }

  private static Outcome parsed(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return new Outcome.Filled(url);
      }
    } catch (URISyntaxException e) {
      // Refused below, with the text.
    }
    return refused(text, "an http or https URL with a host");
  }

  private static Optional<String> value(
      String placeholder, ClusterId cluster, Map<String, String> labels) {
    if (placeholder.equals("cluster.name")) {
      return Optional.of(cluster.value());
    }
    return placeholder.startsWith(LABELS)
        ? Optional.ofNullable(labels.get(placeholder.substring(LABELS.length())))
        : Optional.empty();
  }

  private static Outcome refused(String found, String expected) {
    return new Outcome.Refused(new Mismatch(Problem.quoted(found), expected));
  }
}
