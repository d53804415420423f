package dev.fleetgate.triggers;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A trigger that is sent to the API server of the member itself: what is said, and what the
/// answers mean. Who sends it passes in the object as it was read, or null where there is none.
public sealed interface KubernetesTrigger extends Trigger permits JobTrigger, DeploymentTrigger {
  /// Reads a phase's `trigger`; empty if it was refused, and then `problems` says why.
  static Optional<Trigger> read(Node node, Problems problems) {
    return TriggerReader.read(node, problems).map(Trigger.class::cast);
  }

  /// The trigger that [#asNode()] wrote, such as one that a run keeps.
  ///
  /// @throws dev.fleetgate.model.BadInputException if it is refused
  static Trigger kept(Node node) {
    return TriggerReader.typed(node);
  }

  @Override
  default List<Problem> misfits(ChildCluster cluster, Change change) {
    return switch (filled(cluster.id(), cluster.labels(), change)) {
      case Filling.Filled _ -> List.of();
      case Filling.Unfit(var problems) -> problems;
    };
  }

  /// The trigger for one member, its placeholders replaced, or why it cannot be.
  default Filling filled(ClusterId member, Map<String, String> labels, Change change) {
    Problems problems = new Problems();
    Placeholders.Values values = new Placeholders.Values(member, labels, change.id());
    Node filled = Placeholders.replace(asNode(), values, problems);
    if (problems.none()) {
      Optional<KubernetesTrigger> trigger = TriggerReader.read(filled, problems);
      if (trigger.isPresent()) {
        return new Filling.Filled(trigger.get());
      }
    }
    return new Filling.Unfit(problems.list());
  }

  /// What to read before a send is prepared. For a trigger that is [#filled].
  ApiCall.Read look(TriggerKey key);

  /// What would be sent, or that it was sent already: an object that carries the key's mark is
  /// never sent to again under that key. For a trigger that is [#filled].
  Preparation prepared(Order order, Node found);

  /// What to read after a send.
  ApiCall.Read look(Intent intent);

  /// That it was sent.
  SendOutcome.Sent sent(Intent intent, Node object);

  /// What a 409 or 422 meant, by the object as it was read after it.
  SendOutcome contested(Intent intent, Answer answer, Node found);

  /// Whether a send arrived, by the object as it was read after it.
  Resolution resolved(Intent intent, Node found);

  /// How far it is.
  Progress progress(Intent intent, Node receipt, Node found);

  /// What asks it to stop; empty where nothing can.
  Optional<ApiCall.Patch> stop(Intent intent, Node receipt);

  /// What lets go of the object; empty where nothing holds it.
  Optional<ApiCall.Patch> release(Intent intent, Node found);

  /// What deletes the object and all below it, once its outcome is written; empty where nothing was
  /// made.
  Optional<ApiCall.Delete> delete(Intent intent, Node found);

  @Override
  default boolean onChild() {
    return true;
  }

  /// A trigger for one member.
  sealed interface Filling {
    record Filled(KubernetesTrigger trigger) implements Filling {
      public Filled {
        Objects.requireNonNull(trigger);
      }
    }

    /// @param problems at least one
    record Unfit(List<Problem> problems) implements Filling {
      public Unfit {
        problems = List.copyOf(problems);
      }
    }
  }
}
