package dev.fleetgate.prometheus;

import java.util.Map;
import java.util.Objects;

/// An active target.
///
/// @param pool its scrape pool
/// @param health `up`, `down` or `unknown`
/// @param lastError empty if the last scrape had none
public record Target(
    String pool, String url, String health, String lastError, Map<String, String> labels) {
  public Target {
    Objects.requireNonNull(pool);
    Objects.requireNonNull(url);
    Objects.requireNonNull(health);
    Objects.requireNonNull(lastError);
    labels = Map.copyOf(labels);
  }
}
