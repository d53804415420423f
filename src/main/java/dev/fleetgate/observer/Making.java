package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/// What runs are made of, beside their outside.
///
/// @param gate makes a gate executable for one cluster
/// @param readGate types a gate as it was written; throws [dev.fleetgate.model.BadInputException]
/// @param newId gives a new run its identity
/// @param probeInterval time between two rounds of probes
public record Making(
    Agenda agenda,
    Telemetry telemetry,
    Machine machine,
    GateMaker gate,
    Function<Node, GateSpec> readGate,
    Supplier<RunId> newId,
    Duration probeInterval) {
  public Making {
    Objects.requireNonNull(agenda);
    Objects.requireNonNull(telemetry);
    Objects.requireNonNull(machine);
    Objects.requireNonNull(gate);
    Objects.requireNonNull(readGate);
    Objects.requireNonNull(newId);
    Objects.requireNonNull(probeInterval);
  }

  /// The pure machine of a run.
  @FunctionalInterface
  public interface Machine {
    Transition step(RolloutState state, RolloutEvent event, Instant now);
  }

  /// Makes a gate executable.
  @FunctionalInterface
  public interface GateMaker {
    /// @throws dev.fleetgate.model.BadInputException with every problem
    Gate make(GateSpec spec, GateContext context);
  }
}
