package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// What a start would send and ask, in particulars, on the first cluster that would go; on the
/// others it is the same with their own values.
///
/// @param phases in order
/// @param waveGates gates that waves name, each once
public record PlanDetails(ClusterId cluster, List<Phase> phases, List<Asked> waveGates) {
  public PlanDetails {
    Objects.requireNonNull(cluster);
    phases = List.copyOf(phases);
    waveGates = List.copyOf(waveGates);
  }

  /// One phase.
  public record Phase(String name, Call call, List<Asked> gates) {
    public Phase {
      Objects.requireNonNull(name);
      Objects.requireNonNull(call);
      gates = List.copyOf(gates);
    }
  }

  /// What would be sent.
  public sealed interface Call {
    /// @param request as it would be sent now; names made of the run's id are still unknown
    record Known(Node request) implements Call {
      public Known {
        Objects.requireNonNull(request);
      }
    }

    /// The target could not be read, or refuses, and why.
    record NotKnown(String why) implements Call {
      public NotKnown {
        Objects.requireNonNull(why);
      }
    }
  }

  /// A gate as it would be asked.
  ///
  /// @param spec as it is written
  /// @param gate with everything put in
  /// @param countsAfter from the observed end of the trigger until the first sample can count:
  ///   settle, the longest look-back and the margin between clocks
  public record Asked(GateSpec spec, Gate gate, Duration countsAfter) {
    public Asked {
      Objects.requireNonNull(spec);
      Objects.requireNonNull(gate);
      Objects.requireNonNull(countsAfter);
    }
  }
}
