package dev.fleetgate.http;

import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.start.RolloutPlan;

/// Prints what a start would do.
final class PlanJson {
  private PlanJson() {}

  static Node.Obj of(RolloutPlan plan) {
    return new Tree()
        .put("name", plan.spec().name())
        .put(
            "change",
            new Tree()
                .put("id", plan.spec().change().id())
                .put("from", plan.spec().change().from())
                .node())
        .put("waves", plan.waves(), PlanJson::wave)
        .put("unmatched", plan.unmatched(), id -> Node.text(id.value()))
        .put("phases", plan.spec().phases(), PlanJson::phase)
        .node();
  }

  private static Node wave(RolloutPlan.WavePlan wave) {
    return new Tree()
        .put("name", wave.name())
        .put("size", wave.members().size())
        .put("members", wave.members(), id -> Node.text(id.value()))
        .put("limits", RolloutJson.limits(wave.limits()))
        .node();
  }

  private static Node phase(PhaseSpec phase) {
    return new Tree()
        .put("name", phase.name())
        .put("trigger", phase.trigger().asNode())
        .put("gate", phase.gate().stream().map(GateRef::name).findFirst().orElse(""))
        .put("timeout", Durations.print(phase.timeout()))
        .put("settle", Durations.print(phase.settle()))
        .put("gateTimeout", Durations.print(phase.gateTimeout()))
        .node();
  }
}
