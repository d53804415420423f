package dev.fleetgate.gates.spec;

import dev.fleetgate.model.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// A gate as it is written (`kind: Gate`), before arguments are put in. All metrics must pass.
public record GateSpec(String name, List<GateArg> args, List<MetricSpec> metrics, Position at) {
  public GateSpec {
    Objects.requireNonNull(name);
    args = List.copyOf(args);
    metrics = List.copyOf(metrics);
    Objects.requireNonNull(at);
  }

  /// When the metric that takes longest is measured: it speaks for the gate.
  public MetricSpec.Schedule longest() {
    return metrics.stream()
        .map(MetricSpec::schedule)
        .max(Comparator.comparing(MetricSpec.Schedule::span))
        .orElse(MetricSpec.Schedule.ONCE);
  }
}
