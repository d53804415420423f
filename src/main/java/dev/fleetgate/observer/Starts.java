package dev.fleetgate.observer;

import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Rule;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.rollout.start.GateFigures;
import dev.fleetgate.rollout.start.RolloutPlan;
import dev.fleetgate.rollout.start.Rollouts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Gathers what a start is judged by: the fleet, the gates' figures, and every gate made executable
/// for every member.
public final class Starts {
  private final Making.GateMaker maker;
  private final Duration probeInterval;
  private final Function<ClusterId, RecordedSeries> recorded;

  /// @param recorded series that the packs of a cluster record
  public Starts(
      Making.GateMaker maker,
      Duration probeInterval,
      Function<ClusterId, RecordedSeries> recorded) {
    this.maker = maker;
    this.probeInterval = probeInterval;
    this.recorded = recorded;
  }

  /// Why the observer refuses a start that the document and the fleet allow.
  public enum ObserverRule implements Rule {
    ALREADY_RUNNING
  }

  static Answer alreadyRunning(RolloutSpec spec) {
    return new Answer.Refused(
        List.of(
            new Problem(
                spec.at(),
                ObserverRule.ALREADY_RUNNING,
                "rollout",
                Problem.quoted(spec.name()) + " has an unfinished run",
                "one run of a name at a time; go on with it by rollout run --continue "
                    + spec.name())));
  }

  /// Says what a start would do, or why it is refused.
  public Answer plan(StartRequest request, Listing listing) {
    return switch (Rollouts.plan(judged(request), listing)) {
      case Rollouts.Refused(var problems) -> new Answer.Refused(problems);
      case Rollouts.Planned(var plan) -> {
        List<Problem> problems = gateProblems(request, plan, listing);
        yield problems.isEmpty()
            ? new Answer.Planned(plan, Optional.empty())
            : new Answer.Refused(problems);
      }
    };
  }

  /// The same, with what would be sent and asked; the targets are read for it.
  public Answer detailed(StartRequest request, Listing listing, TriggerPort triggers) {
    return switch (plan(request, listing)) {
      case Answer.Planned(var plan, _) when listing instanceof Listing.Listed(var fleet) ->
          new Answer.Planned(
              plan,
              first(plan, fleet)
                  .map(cluster -> new Detailing(maker, recorded, triggers).of(request, cluster)));
      case Answer other -> other;
    };
  }

  /// The cluster that goes first.
  private static Optional<ChildCluster> first(RolloutPlan plan, List<ChildCluster> fleet) {
    return plan.waves().stream()
        .flatMap(wave -> wave.members().stream())
        .findFirst()
        .flatMap(id -> fleet.stream().filter(cluster -> cluster.id().equals(id)).findFirst());
  }

  /// The first state of a run; nothing is written yet.
  ///
  /// @param run identity of the run
  Answer first(StartRequest request, Listing listing, RunId run, Instant now) {
    return switch (plan(request, listing)) {
      case Answer.Planned _ ->
          switch (Rollouts.start(judged(request), listing, run, now)) {
            case Rollouts.Started(var state) -> new Answer.Started(state);
            case Rollouts.Refused(var problems) -> new Answer.Refused(problems);
          };
      case Answer other -> other;
    };
  }

  private Rollouts.Request judged(StartRequest request) {
    Map<String, GateFigures> figures = new HashMap<>();
    request.gates().forEach((name, gate) -> figures.put(name, figures(gate.spec())));
    return new Rollouts.Request(request.spec(), figures, probeInterval, request.by());
  }

  private static GateFigures figures(GateSpec gate) {
    MetricSpec.Schedule plan = gate.longest();
    return new GateFigures(plan.initialDelay(), plan.interval(), plan.effectiveCount());
  }

  private List<Problem> gateProblems(StartRequest request, RolloutPlan plan, Listing listing) {
    Set<Problem> problems = new LinkedHashSet<>();
    if (listing instanceof Listing.Listed(var clusters)) {
      for (ChildCluster cluster : clusters) {
        boolean member =
            plan.waves().stream().anyMatch(wave -> wave.members().contains(cluster.id()));
        if (member) {
          request.spec().gates().forEach(ref -> problems.addAll(problems(request, ref, cluster)));
        }
      }
    }
    return List.copyOf(problems);
  }

  private List<Problem> problems(StartRequest request, GateRef ref, ChildCluster cluster) {
    StartRequest.GateDocument gate = request.gates().get(ref.name());
    if (gate == null) {
      return List.of();
    }
    try {
      GateContext context =
          new GateContext(cluster.id(), cluster.labels(), ref.args(), recorded.apply(cluster.id()));
      var _ = maker.make(gate.spec(), context);
      return List.of();
    } catch (BadInputException e) {
      return e.problems();
    }
  }
}
