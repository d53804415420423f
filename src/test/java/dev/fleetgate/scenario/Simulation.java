package dev.fleetgate.scenario;

import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs one scenario to its end: lets time pass in small steps, does between them what people and
/// others do, and looks whether everything holds.
final class Simulation {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration AFTERWARDS = Duration.ofMinutes(5);
  private static final Duration CALM_FOR = Duration.ofMinutes(20);

  private final Scenario scenario;
  private final World world;
  private final Set<Object> done = new HashSet<>();
  private int resumes;
  private Instant overSince = Instant.MAX;

  private Simulation(Scenario scenario, Variant variant, Consumer<String> trace) {
    this.scenario = scenario;
    this.world = new World(scenario, variant, trace);
  }

  /// What did not hold, as sentences; empty if everything did.
  static List<String> violations(Scenario scenario, Variant variant, Consumer<String> trace) {
    return new Simulation(scenario, variant, trace).run();
  }

  private List<String> run() {
    Instant horizon = scenario.calmAt().plus(Scenario.PATIENCE);
    Instant end = Scenario.START;
    while (!over() && world.now().isBefore(horizon)) {
      end = world.now().plus(STEP);
      world.runUntil(end);
      if (world.now().isAfter(Scenario.START.plus(STEP))) {
        world.start();
      }
      people();
      others();
      world.checks().runs(world.unfinished());
      world.watched();
      world.state().ifPresent(world.checks()::look);
      if (!world.checks().violations().isEmpty()) {
        return world.checks().violations();
      }
    }
    world.checks().end(world.state(), world.gateRuns().list());
    world.state().filter(state -> state.phase().terminal()).ifPresent(this::afterTheEnd);
    return world.checks().violations();
  }

  /// What the run made is let go once all is calm, and deleted a day after its end.
  private void afterTheEnd(RolloutState state) {
    Instant calm = scenario.calmAt().isAfter(world.now()) ? scenario.calmAt() : world.now();
    world.runUntil(calm.plus(AFTERWARDS).plus(STEP));
    world.checks().letGo(state, world.heldJobs());
    world.laterOn();
    world.checks().cleared(world.jobs());
  }

  private boolean over() {
    Optional<RolloutState> state = world.state();
    if (state.isEmpty()) {
      return false;
    }
    boolean quiet = state.get().phase().terminal() || (nobodyActs() && waitsForPerson(state.get()));
    overSince = quiet ? (overSince.isBefore(world.now()) ? overSince : world.now()) : Instant.MAX;
    Duration enough = state.get().phase().terminal() ? AFTERWARDS : CALM_FOR;
    return quiet && !world.now().isBefore(overSince.plus(enough));
  }

  private boolean nobodyActs() {
    return world.now().isAfter(scenario.calmAt().plus(CALM_FOR))
        && resumes >= scenario.people().resume();
  }

  static boolean waitsForPerson(RolloutState state) {
    return state.held(Hold.Kind.PAUSED)
        || state.held(Hold.Kind.HALTED)
        || state.held(Hold.Kind.NEEDS_PERSON)
        || state.members().values().stream()
            .anyMatch(member ->
                member.state() instanceof MemberState.Held(var reason, _)
                    && (reason == MemberState.Held.Reason.UNKNOWN
                        || reason == MemberState.Held.Reason.IDENTITY_CHANGED
                        || reason == MemberState.Held.Reason.INCONCLUSIVE));
  }

  private boolean due(Duration at, Object what) {
    return !world.now().isBefore(Scenario.START.plus(at)) && done.add(what);
  }

  private void people() {
    for (Scenario.Asked asked : scenario.people().asked()) {
      if (due(asked.at(), asked)) {
        world.ask(asked.verb(), Set.of());
      }
    }
    Optional<RolloutState> state = world.state();
    if (state.isEmpty() || state.get().phase().terminal()) {
      return;
    }
    if (scenario.people().approve() && state.get().held(Hold.Kind.AWAITING_APPROVAL)) {
      world.ask(Verb.APPROVE, Set.of());
    }
    if (resumes < scenario.people().resume() && waitsForPerson(state.get())) {
      help(state.get());
    }
  }

  private void help(RolloutState state) {
    resumes++;
    boolean halted = state.held(Hold.Kind.HALTED) || state.held(Hold.Kind.PAUSED);
    if (halted && resumes % 2 == 1) {
      world.ask(Verb.RESUME, Set.of());
    } else {
      world.ask(Verb.RETRY, retried(state));
    }
  }

  /// Members that are held, who have to be named; none for all that failed.
  private static Set<ClusterId> retried(RolloutState state) {
    return state.members().values().stream()
        .filter(member -> member.state() instanceof MemberState.Held)
        .map(Member::id)
        .collect(Collectors.toSet());
  }

  private void others() {
    for (Scenario.Foreign foreign : scenario.mishaps().foreign()) {
      if (due(foreign.at(), foreign)) {
        world.foreign(foreign);
      }
    }
    for (Duration step : scenario.mishaps().steps()) {
      if (due(step, List.of("step", step))) {
        world.step(Duration.ofMinutes(10));
      }
    }
    for (Duration at : scenario.mishaps().webhook()) {
      scenario.clusters().stream().map(ChildCluster::id).forEach(this::webhook);
      if (due(at, List.of("ghost", at))) {
        notice(scenario.clusters().getFirst().id(), SimulatedClusters.labels("Ghost"));
      }
    }
  }

  private void webhook(ClusterId cluster) {
    Optional<FiringAlert> alert = world.clusters().newAlert(cluster);
    if (alert.isPresent() && done.add(alert.get())) {
      notice(cluster, alert.get().labels());
    }
  }

  private void notice(ClusterId cluster, Map<String, String> labels) {
    Map<String, String> external = new TreeMap<>(labels);
    external.put("cluster", cluster.value());
    world.webhook(new AlertNotice(cluster, external, true, world.now()));
  }
}
