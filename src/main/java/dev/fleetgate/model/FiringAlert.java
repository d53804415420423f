package dev.fleetgate.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// An alert that a child's Prometheus reports as firing.
///
/// @param labels with `alertname`; without external labels, which are added on the way to
///   Alertmanager
/// @param activeAt when its expression became true, on Prometheus's clock
public record FiringAlert(Map<String, String> labels, Instant activeAt) {
  public FiringAlert {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Objects.requireNonNull(activeAt);
  }

  /// `alertname{label="value", ...}`.
  public String shown() {
    StringBuilder text = new StringBuilder(labels.getOrDefault("alertname", "alert")).append('{');
    String separator = "";
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (!label.getKey().equals("alertname")) {
        text.append(separator)
            .append(label.getKey())
            .append('=')
            .append(Problem.quoted(label.getValue()));
        separator = ", ";
      }
    }
    return text.append('}').toString();
  }
}
