package dev.fleetgate.gates;

import dev.fleetgate.model.ClusterId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Fetches measurements from a cluster's Prometheus.
///
/// Thread safety: called from many virtual threads at once.
public interface MeasurementSource {
  /// Asks one question. Blocks, at most for the deadline; trouble is an outcome, not an exception.
  /// An interrupted caller gets an outcome and keeps its interrupt flag.
  Measurement measure(Request request);

  /// One question.
  ///
  /// @param prometheus base URL of the cluster's Prometheus, without `/api/v1`
  /// @param query PromQL
  /// @param selectors bare selectors whose sample times are wanted, in this order
  /// @param deadline for the whole measurement
  record Request(
      ClusterId cluster, URI prometheus, String query, List<String> selectors, Duration deadline) {
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    public Request {
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(prometheus);
      Objects.requireNonNull(query);
      selectors = List.copyOf(selectors);
      Objects.requireNonNull(deadline);
    }

    /// The question of a metric to the Prometheus at an address.
    public static Request of(Gate gate, Gate.Metric metric, URI prometheus) {
      List<String> selectors = metric.selectors().stream().map(Gate.Selector::bare).toList();
      return new Request(gate.cluster(), prometheus, metric.query(), selectors, DEFAULT_DEADLINE);
    }
  }
}
