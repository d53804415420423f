package dev.fleetgate.spec;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Requirement.Approval;
import dev.fleetgate.rollout.RolloutSpec.Requirement.GateCheck;
import dev.fleetgate.rollout.RolloutSpec.Requirement.Soak;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the waves of a rollout.
///
/// Thread safety: confined to the thread that reads the input.
final class WaveReader {
  private final Problems problems;

  WaveReader(Problems problems) {
    this.problems = problems;
  }

  WaveSpec wave(Node item) {
    Fields fields = Fields.of(item, "waves", problems);
    String name = fields.text("name");
    LabelSelector selector = Labels.selector(fields, "selector");
    Fields orderBy = fields.below("orderBy");
    String orderByLabel = fields.node("orderBy").isPresent() ? orderBy.text("label") : "";
    orderBy.end();
    Amount concurrency = fields.amount("maxConcurrency", WaveSpec.DEFAULT_CONCURRENCY);
    Budget budget = budget(fields.below("budget"));
    List<Requirement> before = requirements(fields, "before");
    List<Requirement> after = requirements(fields, "after");
    Bounds.later(fields, List.of("startEvery"));
    fields.end();
    return new WaveSpec(
        name, selector, orderByLabel, concurrency, budget, before, after, fields.at());
  }

  private Budget budget(Fields fields) {
    Budget budget =
        new Budget(
            fields.amount("maxFailed", Budget.DEFAULT.maxFailed()),
            fields.amount("maxUnreachable", Budget.DEFAULT.maxUnreachable()),
            fields.amount("minSucceeded", Budget.DEFAULT.minSucceeded()));
    fields.end();
    return budget;
  }

  private List<Requirement> requirements(Fields wave, String key) {
    List<Requirement> requirements = new ArrayList<>();
    for (Node item : wave.list(key)) {
      requirement(item, key).ifPresent(requirements::add);
    }
    return requirements;
  }

  private Optional<Requirement> requirement(Node item, String key) {
    Fields fields = Fields.of(item, key, problems);
    Optional<Requirement> approval = fields.node("approval").map(_ -> approval(fields));
    Optional<Requirement> soak =
        fields.node("soak").map(_ -> new Soak(fields.duration("soak", Duration.ZERO)));
    Optional<Requirement> gate =
        fields.node("gate").map(node -> new GateCheck(gateRef(node, problems)));
    fields.end();
    List<Requirement> read = new ArrayList<>();
    approval.ifPresent(read::add);
    soak.ifPresent(read::add);
    gate.ifPresent(read::add);
    if (read.size() != 1 && item instanceof Node.Obj) {
      problems.add(
          new Problem(
              item.at(),
              SpecRule.REQUIREMENT_NOT_ONE,
              key,
              read.isEmpty() ? "none" : String.join(", ", fields.names()),
              "exactly one of approval, soak, gate in each item; begin the next with a dash"));
    }
    return read.stream().findFirst();
  }

  private static Approval approval(Fields parent) {
    Fields fields = parent.below("approval");
    Duration timeout = fields.duration("timeout", Approval.DEFAULT_TIMEOUT);
    OnTimeout onTimeout =
        fields.choice("onTimeout", RolloutLoader.words(OnTimeout.values()), OnTimeout.REJECT);
    fields.end();
    return new Approval(timeout, onTimeout);
  }

  /// A gate by its name alone or by name and arguments.
  static GateRef gateRef(Node node, Problems problems) {
    if (node instanceof Node.Text(var name, _)) {
      return new GateRef(name, Map.of());
    }
    Fields fields = Fields.of(node, "gate", problems);
    String name = node instanceof Node.Obj ? fields.text("name") : "";
    Map<String, String> args = fields.textMap("args");
    Bounds.later(fields, List.of("watch", "endpoint"));
    fields.end();
    return new GateRef(name, args);
  }
}
