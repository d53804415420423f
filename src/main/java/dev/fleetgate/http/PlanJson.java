package dev.fleetgate.http;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.PlanDetails;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.start.RolloutPlan;
import dev.fleetgate.rollout.start.RolloutPlan.WavePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints what a start would do; docs/api.md describes the form.
public final class PlanJson {
  private PlanJson() {}

  /// With what would be sent and asked, where that was found out.
  public static Node.Obj of(Answer.Planned planned) {
    RolloutPlan plan = planned.plan();
    Optional<PlanDetails> details = planned.details();
    List<Node> waves = new ArrayList<>();
    for (int index = 0; index < plan.waves().size(); index++) {
      waves.add(wave(plan.waves().get(index), plan.spec().waves().get(index)));
    }
    List<Node> phases = new ArrayList<>();
    for (int index = 0; index < plan.spec().phases().size(); index++) {
      int at = index;
      Tree phase = phase(plan.spec().phases().get(index));
      details.ifPresent(all -> detailed(phase, all.phases().get(at)));
      phases.add(phase.node());
    }
    Tree tree =
        new Tree()
            .put("name", plan.spec().name())
            .put(
                "change",
                new Tree()
                    .put("id", plan.spec().change().id())
                    .put("from", plan.spec().change().from())
                    .node())
            .put("waves", Node.array(waves))
            .put("unmatched", plan.unmatched(), id -> Node.text(id.value()));
    details.map(PlanDetails::cluster).map(ClusterId::value).ifPresent(on -> tree.put("on", on));
    tree.put("phases", Node.array(phases));
    details.ifPresent(all -> tree.put("waveGates", all.waveGates(), PlanJson::gate));
    return tree.node();
  }

  private static Node wave(WavePlan wave, WaveSpec spec) {
    return new Tree()
        .put("name", wave.name())
        .put("size", wave.members().size())
        .put("members", wave.members(), id -> Node.text(id.value()))
        .put("limits", RolloutJson.limits(wave.limits()))
        .put("before", spec.before(), PlanJson::requirement)
        .put("after", spec.after(), PlanJson::requirement)
        .node();
  }

  private static Node requirement(Requirement requirement) {
    return RolloutJson.wanted(requirement).node();
  }

  private static Tree phase(PhaseSpec phase) {
    return new Tree()
        .put("name", phase.name())
        .put("trigger", phase.trigger().asNode())
        .put("gate", phase.gate().stream().map(GateRef::name).findFirst().orElse(""))
        .put("timeout", Durations.print(phase.timeout()))
        .put("settle", Durations.print(phase.settle()))
        .put("gateTimeout", Durations.print(phase.gateTimeout()))
        .put("retries", phase.retries());
  }

  private static void detailed(Tree tree, PlanDetails.Phase found) {
    switch (found.call()) {
      case PlanDetails.Call.Known(var request) -> tree.put("call", request);
      case PlanDetails.Call.NotKnown(var why) -> tree.put("callNotKnown", why);
    }
    tree.put("gates", found.gates(), PlanJson::gate);
  }

  private static Node gate(PlanDetails.Asked asked) {
    List<Node> metrics = new ArrayList<>();
    for (Gate.Metric metric : asked.gate().metrics()) {
      asked.spec().metrics().stream()
          .filter(spec -> spec.name().equals(metric.name()))
          .map(spec -> metric(metric, spec))
          .forEach(metrics::add);
    }
    return new Tree()
        .put("name", asked.gate().name())
        .put("countsAfter", Durations.print(asked.countsAfter()))
        .put("verdictAfter", Durations.print(asked.countsAfter().plus(asked.gate().span())))
        .put("metrics", Node.array(metrics))
        .node();
  }

  private static Node metric(Gate.Metric metric, MetricSpec spec) {
    Tree tree =
        new Tree()
            .put("name", metric.name())
            .put("query", metric.query())
            .put("successCondition", spec.successCondition().value())
            .put("failureCondition", spec.failureCondition().value())
            .put("looksBack", Durations.print(metric.lookBack()))
            .put("count", metric.schedule().effectiveCount());
    Duration interval = metric.schedule().interval();
    if (interval.isPositive()) {
      tree.put("interval", Durations.print(interval));
    }
    return tree.node();
  }
}
