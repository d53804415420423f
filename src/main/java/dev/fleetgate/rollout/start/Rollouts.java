package dev.fleetgate.rollout.start;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.start.RolloutPlan.WavePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Refuses, plans or starts a rollout.
public final class Rollouts {
  private Rollouts() {}

  /// What is to be started.
  ///
  /// @param gates figures of every gate that can be found, by name
  /// @param probeInterval time between two rounds of probes
  /// @param by who starts it, and why
  public record Request(
      RolloutSpec spec, Map<String, GateFigures> gates, Duration probeInterval, Actor by) {
    public Request {
      Objects.requireNonNull(spec);
      gates = Map.copyOf(gates);
      Objects.requireNonNull(probeInterval);
      Objects.requireNonNull(by);
    }
  }

  /// The answer to a start.
  public sealed interface Start {}

  /// The first state of the run; nothing is written yet. A Tick sets it going.
  public record Started(RolloutState state) implements Start {
    public Started {
      Objects.requireNonNull(state);
    }
  }

  /// Refused at start.
  ///
  /// @param problems at least one
  public record Refused(List<Problem> problems) implements Start, Planning {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// The answer to a plan.
  public sealed interface Planning {}

  /// The plan; nothing stands against a start.
  public record Planned(RolloutPlan plan) implements Planning {
    public Planned {
      Objects.requireNonNull(plan);
    }
  }

  /// Problems of the document alone, without a fleet.
  public static List<Problem> lint(RolloutSpec spec, Map<String, GateFigures> gates) {
    return DocumentChecks.of(spec, gates);
  }

  /// Plans without starting.
  public static Planning plan(Request request, Listing listing) {
    List<Problem> problems = new ArrayList<>(lint(request.spec(), request.gates()));
    return switch (listing) {
      case Listing.ListingFailed(var at, var subject, var why) -> {
        problems.add(Problem.of(at, StartRule.LISTING_FAILED, subject, why));
        yield new Refused(problems);
      }
      case Listing.Listed(var clusters) -> {
        RolloutPlan plan = RolloutPlan.of(request.spec(), clusters);
        duplicates(request.spec(), clusters, problems);
        membership(plan, problems);
        misfits(plan, clusters, problems);
        yield problems.isEmpty() ? new Planned(plan) : new Refused(problems);
      }
    };
  }

  /// Starts a run: membership, order and the document are fixed from here on.
  public static Start start(Request request, Listing listing, RunId run, Instant now) {
    return switch (plan(request, listing)) {
      case Refused refused -> refused;
      case Planned(var plan) -> new Started(first(request, plan, run, now));
    };
  }

  private static void duplicates(
      RolloutSpec spec, List<ChildCluster> clusters, List<Problem> problems) {
    TreeSet<ClusterId> seen = new TreeSet<>();
    for (ChildCluster cluster : clusters) {
      if (!seen.add(cluster.id())) {
        problems.add(
            problem(
                spec.at(),
                StartRule.DUPLICATE_CLUSTER,
                "cluster",
                Problem.quoted(cluster.id().value()),
                "each name once in the fleet; rename one context"));
      }
    }
  }

  /// A trigger that cannot be made for one member is refused before anything starts.
  private static void misfits(
      RolloutPlan plan, List<ChildCluster> clusters, List<Problem> problems) {
    Set<ClusterId> members =
        plan.waves().stream().flatMap(wave -> wave.members().stream()).collect(Collectors.toSet());
    for (ChildCluster cluster : clusters) {
      if (members.contains(cluster.id())) {
        for (PhaseSpec phase : plan.spec().phases()) {
          for (Problem found : phase.trigger().misfits(cluster, plan.spec().change())) {
            problems.add(
                new Problem(
                    phase.at(), found.rule(), found.subject(), found.found(), found.expected()));
          }
        }
      }
    }
  }

  private static void membership(RolloutPlan plan, List<Problem> problems) {
    RolloutSpec spec = plan.spec();
    if (plan.waves().stream().allMatch(wave -> wave.members().isEmpty())
        && plan.unmatched().isEmpty()) {
      problems.add(
          problem(
              spec.at(),
              StartRule.EMPTY_SELECTION,
              "selector",
              "no cluster",
              "at least one cluster; correct the selector or the clusters' labels"));
      return;
    }
    plan.indices()
        .forEach(index -> wave(spec.waves().get(index), plan.waves().get(index), problems));
    if (spec.unmatched() == Unmatched.FAIL && !plan.unmatched().isEmpty()) {
      problems.add(
          problem(
              spec.at(),
              StartRule.UNMATCHED_CLUSTERS,
              "unmatched",
              plan.unmatched().stream().map(ClusterId::value).collect(Collectors.joining(", ")),
              "a wave for every selected cluster; add a wave or write unmatched: ignore"));
    }
  }

  private static void wave(WaveSpec wave, WavePlan plan, List<Problem> problems) {
    Limits limits = plan.limits();
    if (plan.members().isEmpty()) {
      problems.add(
          problem(
              wave.at(),
              StartRule.EMPTY_WAVE,
              "wave " + wave.name(),
              "no cluster",
              "at least one, so that no wave is passed without evidence; correct its selector"));
    } else if (limits.minSucceeded() > 0
        && limits.maxFailed() + limits.maxUnreachable() + limits.minSucceeded() > limits.size()) {
      problems.add(
          problem(
              wave.at(),
              StartRule.BUDGETS_CONTRADICT,
              "budget of wave " + wave.name(),
              String.format(
                  "maxFailed %d, maxUnreachable %d, minSucceeded %d",
                  limits.maxFailed(), limits.maxUnreachable(), limits.minSucceeded()),
              "a sum of at most " + limits.size() + ", the wave's members; lower one of them"));
    }
  }

  private static Problem problem(Position at, StartRule rule, String... texts) {
    return new Problem(at, rule, texts[0], texts[1], texts[2]);
  }

  private static RolloutState first(Request request, RolloutPlan plan, RunId run, Instant now) {
    RolloutSpec spec = request.spec().unplaced();
    Wait waiting = new Wait(Wait.Reason.WAVE_NOT_BEGUN, "", now, now);
    Map<ClusterId, Member> members = new LinkedHashMap<>();
    List<WaveState> waves = new ArrayList<>();
    plan.indices()
        .forEach(index -> {
          WavePlan wave = plan.waves().get(index);
          waves.add(wave(spec.waves().get(index), wave));
          wave.members().forEach(id -> members.put(id, Member.fresh(id, index, waiting)));
        });
    Decision started = new Decision(now, request.by().who(), "started", request.by().why());
    return new RolloutState(
        RolloutState.SCHEMA_VERSION,
        run,
        spec,
        RolloutState.Phase.PENDING,
        new TreeSet<>(),
        waves,
        members,
        request.probeInterval(),
        List.of(),
        0,
        0,
        0,
        List.of(started),
        0,
        now,
        now);
  }

  private static WaveState wave(WaveSpec spec, WavePlan plan) {
    return new WaveState(
        plan.name(),
        WaveState.Phase.PENDING,
        plan.members(),
        Collections.nCopies(spec.before().size(), new WaveState.Requirement.NotBegun()),
        Collections.nCopies(spec.after().size(), new WaveState.Requirement.NotBegun()),
        WaveState.Accepted.NONE,
        0);
  }
}
