package dev.fleetgate.scenario;

import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.alerts.InMemoryAlertLog;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.InMemoryGateRunStore;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.Making;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.RunPorts;
import dev.fleetgate.observer.SimulatedAgenda;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.observer.WatchPorts;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.form.RolloutForm;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.InMemoryRolloutStore;
import dev.fleetgate.rollout.port.RolloutStore.Runs;
import dev.fleetgate.rollout.port.RolloutStore.Stored;
import dev.fleetgate.rules.InMemoryMonitoring;
import dev.fleetgate.rules.InMemoryPinStore;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.TestingPacks;
import dev.fleetgate.scenario.Variant.Surroundings;
import dev.fleetgate.telemetry.Telemetry;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// One scenario at work: targets and stores that outlive the process, and the process, which is
/// thrown away and made anew at each crash.
final class World implements Caller {
  private static final ResolvedPack PACK = TestingPacks.pack("fleetgate-core", "{}");
  private static final Telemetry TELEMETRY = new Telemetry(new PrometheusRegistry(), "simulation");
  private static final ProbePolicy PROBES = new ProbePolicy(3, Duration.ofMinutes(1));
  private static final int DEEPEST = 2;

  private final Scenario scenario;
  private final Variant variant;
  private final SimulatedAgenda agenda = new SimulatedAgenda(Scenario.START);
  private final Faults faults;
  private final Checks checks;
  private final TargetLog log;
  private final SimulatedClusters clusters;
  private final SimulatedTargets targets;
  private final SimulatedApi api;
  private final SimulatedChildren children;
  private final SimulatedMetrics metrics;
  private final InMemoryRolloutStore rollouts = new InMemoryRolloutStore();
  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final InMemoryGateRunStore gateRuns = new InMemoryGateRunStore();
  private final InMemoryAlertLog alerts = new InMemoryAlertLog();
  private final InMemoryPinStore pins = new InMemoryPinStore();
  private final InMemoryMonitoring monitoring;
  private Optional<Observer> observer = Optional.empty();
  private int runs;
  private int depth;

  World(Scenario scenario, Variant variant, Consumer<String> trace) {
    this.scenario = scenario;
    this.variant = variant;
    this.faults = new Faults(scenario, agenda);
    this.checks = new Checks(scenario, agenda, trace, this::state);
    this.log = new TargetLog(checks::seen);
    this.clusters =
        new SimulatedClusters(scenario, agenda, faults, log, in(Surroundings.FORGETFUL));
    this.targets = new SimulatedTargets(this, clusters, log, !in(Surroundings.UNFENCED));
    this.api = new SimulatedApi(agenda, targets, log, variant.surroundings());
    this.children = new SimulatedChildren(this, clusters, api, log, targets);
    this.metrics = new SimulatedMetrics(this, clusters, log);
    this.monitoring = new InMemoryMonitoring(clusters::answers, clusters::prometheusAnswers);
    checks.watch(log);
  }

  @Override
  public Instant now() {
    return agenda.instant();
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void mayPass(Duration most) {
    if (depth >= DEEPEST || !faults.happens()) {
      return;
    }
    depth++;
    try {
      Instant until = now().plus(faults.upTo(most));
      boolean more = true;
      while (more) {
        more = runNext(until);
      }
    } finally {
      depth--;
    }
  }

  private boolean runNext(Instant end) {
    try {
      return agenda.runNext(end);
    } catch (UncheckedIOException e) {
      checks.note("task ended: " + e.getMessage());
      return true;
    } catch (RuntimeException e) {
      checks.surprise(e);
      return true;
    } finally {
      pass();
    }
  }

  private void pass() {
    targets.pass();
    children.pass();
  }

  /// Runs for a while; a crash ends the process, and a new one is started.
  void runUntil(Instant end) {
    boolean more = true;
    while (more) {
      try {
        if (observer.isEmpty()) {
          boot();
        }
        more = runNext(end);
      } catch (Crash crash) {
        checks.note("crash: " + crash.getMessage());
        observer = Optional.empty();
        depth = 0;
        agenda.forget();
        agenda.jump(faults.upTo(Duration.ofMinutes(3)));
        pass();
      }
    }
  }

  /// Does something with the process; it may die of it.
  void with(Consumer<Observer> work) {
    try {
      observer.ifPresent(work);
    } catch (Crash crash) {
      checks.note("crash: " + crash.getMessage());
      observer = Optional.empty();
      agenda.forget();
    }
  }

  private boolean in(Surroundings surroundings) {
    return variant.surroundings() == surroundings;
  }

  private void boot() {
    clusters.forget();
    FaultyStores faulty = new FaultyStores(faults);
    Making making =
        new Making(
            agenda,
            TELEMETRY,
            this::step,
            World::gate,
            this::readGate,
            () -> new RunId("run-" + runs++),
            PROBES.interval());
    RunPorts runPorts =
        new RunPorts(
            faulty.rollouts(rollouts),
            faulty.records(records),
            faulty.gateRuns(gateRuns),
            clusters,
            variant.triggers().apply(children),
            metrics,
            clusters);
    WatchPorts watchPorts = new WatchPorts(clusters, monitoring, monitoring, monitoring, pins);
    Observer.WatchPlan plan =
        new Observer.WatchPlan(
            PROBES, List.of(PACK), 8, Duration.ofMinutes(10), Duration.ofSeconds(30));
    Observer started = new Observer(making, runPorts, watchPorts, alerts, plan);
    started.listen(checks::happened);
    readBack();
    started.begin().forEach(trouble -> checks.note("not taken up: " + trouble));
    observer = Optional.of(started);
    checks.awake();
  }

  /// What a process finds on the disk is what the one before it wrote.
  private void readBack() {
    for (RolloutState state : stored()) {
      RolloutState read = RolloutForm.read(RolloutForm.write(state), ScenarioGenerator::read);
      checks.sameAsWritten(state, read);
    }
    gateRuns.list().forEach(run -> checks.sameAsWritten(run, GateRun.fromNode(run.toNode())));
  }

  /// The machine, told some events twice.
  private Transition step(RolloutState state, RolloutEvent event, Instant now) {
    Transition once = variant.stepping().step(state, event, now);
    if (!repeatable(event) || !faults.happens()) {
      return once;
    }
    Transition twice = variant.stepping().step(once.next(), event, now);
    List<Action> actions = new ArrayList<>(once.actions());
    actions.addAll(twice.actions());
    return new Transition(twice.next(), actions, twice.lookAgainAt());
  }

  private static boolean repeatable(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.OfTrigger _,
          RolloutEvent.GateStarted _,
          RolloutEvent.GateJudged _,
          RolloutEvent.GateHeld _,
          RolloutEvent.ReachChanged _,
          RolloutEvent.ProofChanged _,
          RolloutEvent.AlertReceived _,
          RolloutEvent.AlertsRead _,
          RolloutEvent.AlertsUnreadable _,
          RolloutEvent.Restarted _,
          RolloutEvent.Tick _,
          RolloutEvent.ProbeRound _ ->
          true;
      case RolloutEvent.VerbAsked _ -> false;
    };
  }

  /// The copy that a run keeps of a gate is its name.
  private GateSpec readGate(Node document) {
    return scenario.gates().values().stream()
        .filter(gate -> gate.document().equals(document))
        .findFirst()
        .orElseThrow()
        .spec();
  }

  private static Gate gate(GateSpec spec, GateContext context) {
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(spec, context, problems);
    problems.throwIfAny();
    return gate.orElseThrow();
  }

  /// Starts the rollout, unless that was done.
  void start() {
    with(started -> {
      if (started.rollouts().isEmpty()) {
        StartRequest request =
            new StartRequest(scenario.spec(), scenario.gates(), new Actor("dev", ""));
        checks.started(started.start(request));
      }
    });
  }

  void ask(Verb verb, Set<ClusterId> members) {
    RolloutEvent.VerbAsked asked =
        new RolloutEvent.VerbAsked(verb, new Actor("dev", "because"), members);
    Checks.Ticket ticket = checks.asked(verb);
    with(present ->
        present.ask(
            scenario.spec().name(), asked, (Answer answer) -> checks.answered(ticket, answer)));
  }

  void webhook(AlertNotice notice) {
    List<AlertNotice> notices = new ArrayList<>();
    notices.add(notice);
    with(present -> present.alerts(notices));
  }

  void foreign(Scenario.Foreign write) {
    Trigger trigger =
        scenario.spec().phases().stream()
            .filter(phase -> phase.name().equals(write.phase()))
            .findFirst()
            .orElseThrow()
            .trigger();
    if (!(trigger instanceof KubernetesTrigger)) {
      targets.foreign(write.cluster(), write.phase());
    } else if (trigger.safety() == Trigger.Safety.CONDITIONAL) {
      String image = "foreign " + now();
      log.add(new TargetLog.Entry.Foreign(now(), write.cluster(), write.phase(), image));
      api.foreign(write.cluster(), write.phase(), image, faults.either());
    }
  }

  /// A listing that failed is not an empty fleet: what was listed once is still watched.
  void watched() {
    with(present -> {
      if (clusters.listed()) {
        checks.watched(present.clusters().size());
      }
    });
  }

  /// A day and an hour go by, and whatever is left to be done then is done.
  void laterOn() {
    agenda.jump(Duration.ofHours(25));
    checks.awake();
    runUntil(now().plus(Duration.ofMinutes(15)));
  }

  /// The Jobs that are there on clusters that answer.
  List<String> jobs() {
    return onThoseThatAnswer(api::jobs);
  }

  /// Those of them that our finalizer still keeps.
  List<String> heldJobs() {
    return onThoseThatAnswer(api::heldJobs);
  }

  private List<String> onThoseThatAnswer(Function<ClusterId, List<String>> there) {
    return scenario.clusters().stream()
        .map(ChildCluster::id)
        .filter(clusters::answers)
        .flatMap(cluster -> there.apply(cluster).stream())
        .toList();
  }

  void step(Duration step) {
    checks.note("the clock steps by " + step);
    agenda.jump(step);
    checks.awake();
  }

  /// How many runs of the rollout the store holds that are not over.
  long unfinished() {
    return stored().stream().filter(state -> !state.phase().terminal()).count();
  }

  /// The run as the store holds it.
  Optional<RolloutState> state() {
    return stored().stream().findFirst();
  }

  private List<RolloutState> stored() {
    return rollouts.list() instanceof Runs.Listed(var all, _)
        ? all.stream().map(Stored::state).toList()
        : List.of();
  }

  SimulatedClusters clusters() {
    return clusters;
  }

  InMemoryGateRunStore gateRuns() {
    return gateRuns;
  }

  Checks checks() {
    return checks;
  }
}
