package dev.fleetgate.rollout;

import dev.fleetgate.model.Node;

/// What a phase asks a target system to do. Typed in room `triggers`; here only what the machine
/// must know of it. Implementations are immutable values.
public interface Trigger {
  /// The word in YAML: `job`, `deployment`.
  String kind();

  /// How a send is kept from happening twice.
  Safety safety();

  /// Whether what was started can be asked to stop. A deployment cannot.
  boolean stoppable();

  /// Whether the target can be put back to what was recorded before.
  boolean undoable();

  /// Whether the target is on the child cluster itself, so that a target that cannot be read is an
  /// unreachable member.
  boolean onChild();

  /// The trigger as it is written in YAML, below `trigger:`, with its kind as only field.
  Node asNode();

  /// How a send is kept from happening twice.
  enum Safety {
    /// Creates an object under a name made from the trigger key.
    NAMED,
    /// Patches an object, tests the expected value and stamps the key on it.
    CONDITIONAL
  }
}
