package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutState;
import java.util.List;
import java.util.Objects;

/// What came of planning or starting a rollout.
public sealed interface Launch {
  /// What is to be planned or started.
  ///
  /// @param gates among which the rollout's gates are found, each name once
  record Wanted(RolloutSpec spec, List<GateSpec> gates, Actor by) {
    public Wanted {
      Objects.requireNonNull(spec);
      gates = List.copyOf(gates);
      Objects.requireNonNull(by);
    }
  }

  /// The run is written and set going.
  record Started(RolloutState state) implements Launch {
    public Started {
      Objects.requireNonNull(state);
    }
  }

  /// What a start would do, as the API shows it.
  record Planned(Node plan) implements Launch {
    public Planned {
      Objects.requireNonNull(plan);
    }
  }

  /// The document or the fleet speaks against it; nothing was started.
  record Refused(List<Problem> problems) implements Launch {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// The program could not go on; nothing was started.
  record Unavailable(String why) implements Launch {
    public Unavailable {
      Objects.requireNonNull(why);
    }
  }
}
