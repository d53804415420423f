package dev.fleetgate.observer;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes everything that a start would send to and ask of one cluster. Reads the targets; sends
/// nothing.
final class Detailing {
  /// Stands for the id that a start would give the run.
  private static final RunId NO_RUN = new RunId("plan");

  private static final Node HIDDEN = Node.text("(hidden)");

  private final Making.GateMaker maker;
  private final Function<ClusterId, RecordedSeries> recorded;
  private final TriggerPort triggers;

  Detailing(
      Making.GateMaker maker, Function<ClusterId, RecordedSeries> recorded, TriggerPort triggers) {
    this.maker = maker;
    this.recorded = recorded;
    this.triggers = triggers;
  }

  /// @param request that was found good
  PlanDetails of(StartRequest request, ChildCluster cluster) {
    Set<GateRef> inPhases = new LinkedHashSet<>();
    List<PlanDetails.Phase> phases = new ArrayList<>();
    for (PhaseSpec phase : request.spec().phases()) {
      inPhases.addAll(phase.gate());
      List<PlanDetails.Asked> gates =
          phase.gate().stream()
              .flatMap(ref -> asked(request, ref, cluster, phase.settle()).stream())
              .toList();
      phases.add(new PlanDetails.Phase(phase.name(), call(request, phase, cluster), gates));
    }
    List<PlanDetails.Asked> others =
        request.spec().gates().stream()
            .filter(ref -> !inPhases.contains(ref))
            .flatMap(ref -> asked(request, ref, cluster, Duration.ZERO).stream())
            .toList();
    return new PlanDetails(cluster.id(), phases, others);
  }

  private Optional<PlanDetails.Asked> asked(
      StartRequest request, GateRef ref, ChildCluster cluster, Duration settle) {
    return Optional.ofNullable(request.gates().get(ref.name()))
        .map(document -> {
          GateSpec spec = document.spec();
          Gate gate =
              maker.make(
                  spec,
                  new GateContext(
                      cluster.id(), cluster.labels(), ref.args(), recorded.apply(cluster.id())));
          return new PlanDetails.Asked(spec, gate, countsAfter(gate, settle));
        });
  }

  private static Duration countsAfter(Gate gate, Duration settle) {
    Change change = new Change.Completed(Instant.EPOCH, settle);
    return Duration.between(Instant.EPOCH, gate.countsFrom(change).orElse(Instant.EPOCH));
  }

  private PlanDetails.Call call(StartRequest request, PhaseSpec phase, ChildCluster cluster) {
    Order order =
        new Order(
            new TriggerKey(NO_RUN, cluster.id(), phase.name(), 1, TriggerKey.Direction.DO),
            phase.trigger(),
            cluster.labels(),
            request.spec().change(),
            Node.nothing(),
            Node.nothing());
    return switch (triggers.prepare(order)) {
      case Preparation.Ready(var sent, _, _) -> new PlanDetails.Call.Known(withoutSecrets(sent));
      case Preparation.Refused(var why) -> new PlanDetails.Call.NotKnown(why);
      case Preparation.Unreadable(var why) -> new PlanDetails.Call.NotKnown(why);
      case Preparation.ChangedSince(var why) -> new PlanDetails.Call.NotKnown(why);
      case Preparation.AlreadySent _, Preparation.NothingToUndo _ ->
          new PlanDetails.Call.NotKnown("nothing would be sent");
    };
  }

  /// Values of environment variables may be secrets, also those that are only tested.
  private static Node withoutSecrets(Node node) {
    return switch (node) {
      case Node.Obj object -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        object
            .fields()
            .forEach((name, value) ->
                fields.put(name, name.equals("env") ? hidden(value) : withoutSecrets(value)));
        yield Node.object(fields);
      }
      case Node.Array(var items, _) ->
          Node.array(items.stream().map(Detailing::withoutSecrets).toList());
      case Node.Text _, Node.Num _, Node.Bool _, Node.Null _ -> node;
    };
  }

  private static Node hidden(Node variables) {
    return switch (variables) {
      case Node.Array(var items, _) -> Node.array(items.stream().map(Detailing::hidden).toList());
      case Node.Obj variable ->
          variable.path("value").isPresent() ? variable.with("value", HIDDEN) : variable;
      case Node.Text _, Node.Num _, Node.Bool _, Node.Null _ -> variables;
    };
  }
}
