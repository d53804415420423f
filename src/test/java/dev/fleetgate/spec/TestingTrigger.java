package dev.fleetgate.spec;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import java.util.Optional;

/// A trigger of which only the tree matters.
record TestingTrigger(Node asNode) implements Trigger {
  static Optional<Trigger> type(Node node, Problems problems) {
    return problems.none() || node instanceof Node.Obj
        ? Optional.of(new TestingTrigger(node))
        : Optional.empty();
  }

  @Override
  public String kind() {
    return "testing";
  }

  @Override
  public Safety safety() {
    return Safety.NAMED;
  }

  @Override
  public boolean stoppable() {
    return true;
  }

  @Override
  public boolean undoable() {
    return false;
  }

  @Override
  public boolean onChild() {
    return true;
  }
}
