package dev.fleetgate.scenario;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Evidence;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what a gate run counted can contain no time before the change was done and settled.
final class Samples {
  private final Scenario scenario;
  private final TargetLog log;

  Samples(Scenario scenario, TargetLog log) {
    this.scenario = scenario;
    this.log = log;
  }

  List<String> violations(GateRun run) {
    String name = run.gate().name().substring("gate-".length());
    if (name.equals(SimulatedMetrics.CALM) && run.change() instanceof Change.None) {
      return List.of();
    }
    PhaseSpec phase =
        scenario.spec().phases().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseGet(() -> scenario.spec().phases().getLast());
    List<String> violations = new ArrayList<>();
    run.metrics().stream()
        .flatMap(metric -> metric.evidence().stream())
        .filter(Samples::counted)
        .forEach(
            evidence -> early(run.gate().cluster(), phase, evidence).ifPresent(violations::add));
    return violations;
  }

  private static boolean counted(Evidence evidence) {
    return switch (evidence.verdict()) {
      case Verdict.Pass _, Verdict.Fail _ -> true;
      case Verdict.Inconclusive _, Verdict.Errored _ -> false;
    };
  }

  private Optional<String> early(ClusterId cluster, PhaseSpec phase, Evidence evidence) {
    Optional<Instant> completion =
        log.ends(cluster, phase.name())
            .filter(end -> end.good() && !end.at().isAfter(evidence.startedAt()))
            .map(Entry.Ended::at)
            .reduce((_, later) -> later);
    Instant oldest = evidence.seen().orElseThrow().times().getFirst().oldest().orElseThrow();
    Instant from = oldest.minus(SimulatedMetrics.LOOK_BACK);
    return completion.isPresent() && from.isAfter(completion.get().plus(phase.settle()))
        ? Optional.empty()
        : Optional.of(
            "I2: %s %s counted time from %s, the change was done at %s"
                .formatted(cluster, phase.name(), from, completion));
  }
}
