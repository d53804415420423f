package dev.fleetgate.gates.spec;

import dev.fleetgate.model.Position;
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
}
