package dev.fleetgate.scenario;

import dev.fleetgate.observer.Making;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.TriggerPort;
import java.util.function.UnaryOperator;

/// What is put in the place of a part of the program, to see that the checks notice.
///
/// @param fenced whether targets refuse what was done already
record Variant(
    UnaryOperator<Making.Machine> machine, UnaryOperator<TriggerPort> triggers, boolean fenced) {
  static final Variant NONE = new Variant(UnaryOperator.identity(), UnaryOperator.identity(), true);

  static Variant machine(UnaryOperator<Making.Machine> machine) {
    return new Variant(machine, UnaryOperator.identity(), true);
  }

  static Variant triggers(UnaryOperator<TriggerPort> triggers) {
    return new Variant(UnaryOperator.identity(), triggers, true);
  }

  static Variant unfenced() {
    return new Variant(UnaryOperator.identity(), UnaryOperator.identity(), false);
  }

  Making.Machine stepping() {
    return machine.apply(RolloutMachine::step);
  }
}
