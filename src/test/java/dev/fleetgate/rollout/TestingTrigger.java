package dev.fleetgate.rollout;

import dev.fleetgate.model.Node;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A trigger that is what its test says.
public record TestingTrigger(
    String kind, Safety safety, boolean stoppable, boolean undoable, boolean onChild)
    implements Trigger {
  public TestingTrigger {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(safety);
  }

  /// Creates an object, can be stopped, has no undo: as a Job.
  public static TestingTrigger job() {
    return new TestingTrigger("job", Safety.NAMED, true, false, true);
  }

  /// Patches, cannot be stopped, can be undone: as a Deployment.
  public static TestingTrigger deployment() {
    return new TestingTrigger("deployment", Safety.CONDITIONAL, false, true, true);
  }

  /// Can be stopped and undone, elsewhere than on the child.
  public static TestingTrigger remote() {
    return new TestingTrigger("remote", Safety.CONDITIONAL, true, true, false);
  }

  @Override
  public Node asNode() {
    return Node.object(Map.of(kind, Node.object()));
  }

  /// Reads what [#asNode] wrote.
  public static Trigger read(Node node) {
    return Stream.of(job(), deployment(), remote())
        .filter(trigger -> trigger.asNode().equals(node))
        .findFirst()
        .orElseThrow();
  }
}
