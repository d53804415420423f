package dev.fleetgate.scenario;

import dev.fleetgate.observer.Making;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.TriggerPort;
import java.util.function.UnaryOperator;

/// What is put in the place of a part of the program or of its surroundings, to see that the checks
/// notice.
record Variant(
    UnaryOperator<Making.Machine> machine,
    UnaryOperator<TriggerPort> triggers,
    Surroundings surroundings) {
  static final Variant NONE =
      new Variant(UnaryOperator.identity(), UnaryOperator.identity(), Surroundings.SOUND);

  /// What the program relies on.
  enum Surroundings {
    SOUND,
    /// Targets do again what was done already, and whatever their tests say.
    UNFENCED,
    /// Nobody who reads an object sees the mark that we left on it.
    UNMARKED,
    /// A listing that fails says that there are no clusters.
    FORGETFUL
  }

  static Variant machine(UnaryOperator<Making.Machine> machine) {
    return new Variant(machine, UnaryOperator.identity(), Surroundings.SOUND);
  }

  static Variant triggers(UnaryOperator<TriggerPort> triggers) {
    return new Variant(UnaryOperator.identity(), triggers, Surroundings.SOUND);
  }

  static Variant in(Surroundings surroundings) {
    return new Variant(UnaryOperator.identity(), UnaryOperator.identity(), surroundings);
  }

  Making.Machine stepping() {
    return machine.apply(RolloutMachine::step);
  }
}
