package dev.fleetgate.gates;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What can happen to a gate run.
public sealed interface GateEvent {
  /// A measurement came back.
  record Measured(String metric, Measurement measurement) implements GateEvent {
    public Measured {
      Objects.requireNonNull(metric);
      Objects.requireNonNull(measurement);
    }
  }

  /// Time has passed.
  record Tick() implements GateEvent {}

  /// Nobody wants the verdict any more.
  ///
  /// @param why for the sentence
  record Terminate(String why) implements GateEvent {
    public Terminate {
      Objects.requireNonNull(why);
    }
  }

  /// The monitoring of the cluster was looked at, as [GateAction.Prove] asks.
  ///
  /// @param from when the look began
  /// @param obstacle why what was measured cannot be relied on; empty if it can
  record Looked(Instant from, Optional<Measurement.NotAnswered> obstacle) implements GateEvent {
    public Looked {
      Objects.requireNonNull(from);
      Objects.requireNonNull(obstacle);
    }
  }

  /// The program was started anew and read the run from its store; measurements under way are lost.
  record Restarted() implements GateEvent {}
}
