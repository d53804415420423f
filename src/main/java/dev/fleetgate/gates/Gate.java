package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A gate made executable for one cluster: arguments put in, PromQL and conditions checked. Made by
/// [GateCompiler]; stored inside each [GateRun], so that a run never depends on a file again.
///
/// @param metrics at least one, with different names
public record Gate(String name, ClusterId cluster, List<Metric> metrics) {
  public Gate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(cluster);
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics of gate " + name + ": none (expected: >= 1)");
    }
  }

  /// The metric of that name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Metric metric(String wanted) {
    return metrics.stream()
        .filter(metric -> metric.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("gate " + name + ": no metric " + wanted));
  }

  /// The instant from which a sample can count for every metric, and from which a `gateTimeout`
  /// runs; empty if no change came before.
  public Optional<Instant> countsFrom(Change change) {
    return metrics.stream()
        .flatMap(metric -> TimeRule.countsFrom(change, metric.lookBack()).stream())
        .max(Comparator.naturalOrder());
  }

  /// The least time a verdict takes from [#countsFrom] on: the longest initialDelay + (count - 1) ×
  /// interval of its metrics. A shorter `gateTimeout` could never be met.
  public Duration span() {
    return metrics.stream()
        .map(metric -> metric.schedule().span())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// One executable question.
  ///
  /// @param query PromQL as it is sent
  /// @param selectors what the query reads; at least one
  /// @param success empty if only the failure condition was written
  /// @param failure empty if only the success condition was written
  public record Metric(
      String name,
      String query,
      List<Selector> selectors,
      Optional<Condition> success,
      Optional<Condition> failure,
      MetricSpec.Schedule schedule,
      MetricSpec.Limits limits,
      MetricSpec.NoData noData,
      Duration maxAge) {
    public Metric {
      Objects.requireNonNull(name);
      Objects.requireNonNull(query);
      selectors = List.copyOf(selectors);
      Objects.requireNonNull(schedule);
      Objects.requireNonNull(limits);
      Objects.requireNonNull(noData);
      Objects.requireNonNull(maxAge);
      if (selectors.isEmpty() || (success.isEmpty() && failure.isEmpty())) {
        throw new IllegalArgumentException(
            "metric " + name + ": nothing to judge (expected: a selector and a condition)");
      }
    }

    /// The longest look-back of its selectors.
    public Duration lookBack() {
      return selectors.stream()
          .map(Selector::lookBack)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /// A selector of a query.
  ///
  /// @param bare without range, offset and `@`: what a timestamp is asked of
  /// @param lookBack how far before its timestamp the value reaches
  public record Selector(String bare, Duration lookBack) {
    public Selector {
      Objects.requireNonNull(bare);
      Objects.requireNonNull(lookBack);
    }
  }
}
