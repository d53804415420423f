package dev.fleetgate.rollout;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.RolloutSpec.Change;
import java.util.List;

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

  /// Why the trigger cannot be made for a cluster, such as a label that a placeholder needs and the
  /// cluster lacks; empty if it can, as a trigger without placeholders always can. Asked at start,
  /// for every member.
  default List<Problem> misfits(ChildCluster cluster, Change change) {
    return List.of();
  }

  /// How a send is kept from happening twice.
  enum Safety {
    /// Creates an object under a name made from the trigger key.
    NAMED,
    /// Patches an object, tests the expected value and stamps the key on it.
    CONDITIONAL
  }
}
