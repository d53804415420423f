package dev.fleetgate.gates;

import java.util.Objects;

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

  /// The program was started anew and read the run from its store; measurements under way are lost.
  record Restarted() implements GateEvent {}
}
