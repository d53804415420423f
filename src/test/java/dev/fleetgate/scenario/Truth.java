package dev.fleetgate.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What becomes of the change on one cluster.
///
/// @param phases in the order of the rollout
/// @param outages when its API server does not answer, from the start
/// @param deaf when its Prometheus does not answer, from the start
/// @param alertAfter from the first change until an alert fires; negative for never
/// @param oldAlert whether an alert fires already before the change
/// @param rebuilt when another cluster answers under its name, from the start; empty for never
record Truth(
    List<Phase> phases,
    List<Span> outages,
    List<Span> deaf,
    Duration alertAfter,
    boolean oldAlert,
    Optional<Duration> rebuilt) {
  Truth {
    phases = List.copyOf(phases);
    outages = List.copyOf(outages);
    deaf = List.copyOf(deaf);
  }

  /// What becomes of one phase.
  ///
  /// @param runs how long the trigger takes
  /// @param failures how many attempts fail before one does not
  /// @param hangs whether the trigger never ends by itself
  /// @param taken whether somebody else has an object of the name that a Job would take
  /// @param metric what its metric shows afterwards
  record Phase(Duration runs, int failures, boolean hangs, boolean taken, Metric metric) {}

  /// What a metric shows once the change is there. Before, it shows the opposite.
  enum Metric {
    GOOD,
    BAD,
    /// Good, but every other answer is NaN.
    FLAPPING,
    /// Never any series.
    NO_DATA
  }

  /// Time from the start of the scenario.
  record Span(Duration from, Duration to) {
    boolean holds(Duration time) {
      return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
  }

  boolean alerts() {
    return !alertAfter.isNegative();
  }
}
