package dev.fleetgate.spec;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import java.util.Optional;

/// Who types a phase's `trigger`; room `triggers` does, and `app` passes it in.
@FunctionalInterface
public interface TriggerTyping {
  /// The trigger; empty if a problem was added.
  Optional<Trigger> type(Node trigger, Problems problems);
}
