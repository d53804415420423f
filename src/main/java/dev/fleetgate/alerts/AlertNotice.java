package dev.fleetgate.alerts;

import dev.fleetgate.model.ClusterId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What one alert of a webhook body says of one child cluster.
///
/// @param labels with external labels, as Alertmanager sends them
/// @param firing false if it says that the alert is resolved
/// @param startsAt as Alertmanager gives it; never compared with `activeAt`
public record AlertNotice(
    ClusterId cluster, Map<String, String> labels, boolean firing, Instant startsAt) {
  public AlertNotice {
    Objects.requireNonNull(cluster);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Objects.requireNonNull(startsAt);
  }
}
