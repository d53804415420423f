package dev.fleetgate.prometheus;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.FiringAlert;
import java.time.Duration;
import java.util.List;

/// Reads a child's firing alerts through the HTTP API.
///
/// Thread safety: for many virtual threads at once.
public final class PrometheusAlerts implements AlertReader {
  private final PrometheusClient client;
  private final Duration deadline;

  public PrometheusAlerts(PrometheusClient client, Duration deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  @Override
  public Answer read(ChildCluster cluster) {
    return switch (client.alerts(cluster.prometheus(), deadline)) {
      case Reply.Got<List<FiringAlert>>(var alerts, var warnings, _) when warnings.isEmpty() ->
          new Answer.Firing(alerts);
      case Reply.Got<List<FiringAlert>>(_, var warnings, _) ->
          new Answer.Unreadable("the answer warns: " + String.join("; ", warnings));
      case Reply.Lost<List<FiringAlert>>(_, var message) -> new Answer.Unreadable(message);
      case Reply.Refused<List<FiringAlert>>(var message) -> new Answer.Unreadable(message);
    };
  }
}
