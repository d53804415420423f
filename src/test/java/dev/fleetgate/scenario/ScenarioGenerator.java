package dev.fleetgate.scenario;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.observer.StartRequest.GateDocument;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.triggers.KubernetesTrigger;
import dev.fleetgate.triggers.TestingTree;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Makes a scenario of a seed.
final class ScenarioGenerator {
  private static final String CALM = "gate-" + SimulatedMetrics.CALM;
  private static final Position AT = Position.unknown();
  private static final String JOB =
      """
      job:
        namespace: sim
        template: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}
      """;
  private static final Scenario.Mishaps NONE =
      new Scenario.Mishaps(true, 0, 0, Duration.ZERO, List.of(), List.of(), List.of());

  private final long seed;
  private final SplittableRandom random;

  private ScenarioGenerator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /// The scenario of a seed: every third without any fault.
  static Scenario of(long seed) {
    ScenarioGenerator generator = new ScenarioGenerator(seed);
    return generator.scenario(Math.floorMod(seed, 3) == 0);
  }

  private Scenario scenario(boolean faultless) {
    int waves = between(1, 3);
    List<ChildCluster> clusters = clusters(waves);
    Duration calm = faultless ? Duration.ZERO : minutes(10, 40);
    List<PhaseSpec> phases = phases();
    RolloutSpec spec =
        new RolloutSpec(
            "change",
            new Change("2", "1"),
            LabelSelector.everything(),
            Unmatched.FAIL,
            waves(waves, clusters),
            phases,
            onBreach(phases),
            !faultless && chance(400) ? alertRules() : List.of(),
            AT);
    Map<ClusterId, Truth> truths = new LinkedHashMap<>();
    for (ChildCluster cluster : clusters) {
      truths.put(cluster.id(), truth(phases, faultless, calm));
    }
    return new Scenario(
        seed,
        clusters,
        spec,
        gates(phases),
        truths,
        people(faultless, calm),
        faultless ? NONE : mishaps(clusters, phases, calm));
  }

  private Scenario.Mishaps mishaps(
      List<ChildCluster> clusters, List<PhaseSpec> phases, Duration calm) {
    List<Scenario.Foreign> foreign = new ArrayList<>();
    while (chance(200)) {
      foreign.add(
          new Scenario.Foreign(
              within(calm),
              clusters.get(random.nextInt(clusters.size())).id(),
              phases.get(random.nextInt(phases.size())).name()));
    }
    return new Scenario.Mishaps(
        false,
        chance(200) ? 0 : between(5, 60),
        chance(200) ? 0 : between(1, 20),
        calm,
        foreign,
        chance(150) ? List.of(within(calm)) : List.of(),
        chance(500) ? List.of(within(calm)) : List.of());
  }

  private List<ChildCluster> clusters(int waves) {
    int size = Math.max(waves, between(1, 6));
    List<ChildCluster> clusters = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      int wave = index < waves ? index : random.nextInt(waves);
      clusters.add(
          new ChildCluster(
              new ClusterId("c" + index),
              Map.of("wave", "w" + wave),
              "",
              "c" + index,
              URI.create("http://c" + index)));
    }
    return clusters;
  }

  private List<WaveSpec> waves(int count, List<ChildCluster> clusters) {
    List<WaveSpec> waves = new ArrayList<>();
    for (int wave = 0; wave < count; wave++) {
      Map<String, String> labels = Map.of("wave", "w" + wave);
      long size = clusters.stream().filter(cluster -> cluster.labels().equals(labels)).count();
      waves.add(
          new WaveSpec(
              "w" + wave,
              LabelSelector.ofLabels(labels),
              "",
              chance(300) ? Amount.percent(50) : Amount.of(between(1, 3)),
              budget((int) size),
              chance(150) ? List.of(requirement()) : List.of(),
              chance(400) ? List.of(requirement()) : List.of(),
              AT));
    }
    return waves;
  }

  private Budget budget(int size) {
    int failed = Math.min(size - 1, between(0, 1));
    int unreachable = Math.min(size - 1, between(0, 2));
    return new Budget(Amount.of(failed), Amount.of(unreachable), Amount.of(0));
  }

  private Requirement requirement() {
    if (chance(300)) {
      return new Requirement.GateCheck(new GateRef(CALM, Map.of()));
    }
    return chance(500)
        ? new Requirement.Soak(Duration.ofSeconds(between(20, 90)))
        : new Requirement.Approval(
            Duration.ofMinutes(10), chance(500) ? OnTimeout.REJECT : OnTimeout.HALT);
  }

  private Trigger trigger(String phase) {
    return switch (random.nextInt(4)) {
      case 0 -> kept(JOB);
      case 1 -> deployment(phase, "images: {web: 'web:{{change.id}}'}");
      case 2 ->
          deployment(
              phase,
              "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image:"
                  + " 'web:{{change.id}}'}]}}");
      default -> TestingTrigger.remote();
    };
  }

  private static Trigger deployment(String name, String change) {
    return kept("{deployment: {namespace: sim, name: %s, %s}}".formatted(name, change));
  }

  private static Trigger kept(String yaml) {
    return KubernetesTrigger.kept(TestingTree.yaml(yaml));
  }

  /// Reads the trigger that a run keeps.
  static Trigger read(Node node) {
    return node.equals(TestingTrigger.remote().asNode())
        ? TestingTrigger.remote()
        : KubernetesTrigger.kept(node);
  }

  private List<PhaseSpec> phases() {
    List<PhaseSpec> phases = new ArrayList<>();
    int count = between(1, 2);
    for (int phase = 0; phase < count; phase++) {
      String name = "p" + phase;
      Trigger trigger = trigger(name);
      boolean gated = chance(700);
      phases.add(
          new PhaseSpec(
              name,
              trigger,
              !trigger.undoable() && chance(500) ? Undo.NONE : Undo.NATIVE,
              gated ? List.of(new GateRef("gate-" + name, Map.of())) : List.of(),
              Duration.ofMinutes(5),
              Duration.ofSeconds(chance(500) ? 0 : between(1, 40)),
              Duration.ofMinutes(6),
              chance(300) ? between(1, 2) : 0,
              Duration.ofSeconds(chance(700) ? 0 : 90),
              !trigger.undoable() || chance(300),
              Duration.ofMinutes(5),
              AT));
    }
    return phases;
  }

  private OnBreach onBreach(List<PhaseSpec> phases) {
    boolean undoable =
        phases.stream()
            .allMatch(phase ->
                phase.trigger().undoable() || phase.undo() == Undo.NONE || phase.acceptNoUndo());
    Response[] responses = Response.values();
    Response response = responses[random.nextInt(undoable ? responses.length : 2)];
    return new OnBreach(response, chance(500) ? Scope.WAVE : Scope.RUN);
  }

  private List<AlertRule> alertRules() {
    Response[] responses = Response.values();
    return List.of(
        new AlertRule(
            List.of(AlertMatcher.parse("severity=\"page\"").orElseThrow()),
            responses[random.nextInt(responses.length)]));
  }

  private Map<String, GateDocument> gates(List<PhaseSpec> phases) {
    Map<String, GateDocument> gates = new LinkedHashMap<>();
    gates.put(CALM, gate(CALM, SimulatedMetrics.CALM));
    for (PhaseSpec phase : phases) {
      phase.gate().forEach(ref -> gates.put(ref.name(), gate(ref.name(), phase.name())));
    }
    return gates;
  }

  private GateDocument gate(String name, String phase) {
    MetricSpec metric =
        new MetricSpec(
            "errors",
            new Node.Text(SimulatedMetrics.query(phase), AT),
            new Node.Text("value < 0.05", AT),
            new Node.Text("", AT),
            new Schedule(Duration.ZERO, Duration.ofSeconds(15), between(1, 3)),
            Limits.DEFAULT,
            MetricSpec.NoData.WAIT,
            MetricSpec.DEFAULT_MAX_AGE,
            Map.of(),
            AT);
    GateSpec spec = new GateSpec(name, List.of(), List.of(metric), AT);
    return new GateDocument(spec, Node.text(name));
  }

  private Truth truth(List<PhaseSpec> phases, boolean faultless, Duration calm) {
    List<Truth.Phase> truths = new ArrayList<>();
    phases.forEach(_ -> truths.add(phaseTruth(faultless)));
    return new Truth(
        truths,
        faultless || chance(700) ? List.of() : outages(calm),
        faultless || chance(800) ? List.of() : List.of(span(calm)),
        faultless || chance(800) ? Duration.ofSeconds(-1) : Duration.ofSeconds(between(1, 200)),
        chance(200),
        faultless || chance(950) ? Optional.empty() : Optional.of(within(calm)));
  }

  private Truth.Phase phaseTruth(boolean faultless) {
    int kind = random.nextInt(100);
    Truth.Metric metric =
        kind < 80
            ? Truth.Metric.GOOD
            : kind < 90
                ? Truth.Metric.BAD
                : kind < 96 || faultless ? Truth.Metric.FLAPPING : Truth.Metric.NO_DATA;
    return new Truth.Phase(
        Duration.ofSeconds(between(5, 120)),
        chance(150) ? between(1, 2) : 0,
        !faultless && chance(50),
        !faultless && chance(30),
        metric);
  }

  private List<Truth.Span> outages(Duration calm) {
    return chance(200)
        ? List.of(new Truth.Span(Duration.ZERO, Duration.ofDays(9)))
        : List.of(span(calm));
  }

  private Truth.Span span(Duration calm) {
    Duration from = within(calm);
    Duration to = from.plus(Duration.ofSeconds(between(20, 600)));
    return new Truth.Span(from, to.compareTo(calm) < 0 ? to : calm);
  }

  private Scenario.People people(boolean faultless, Duration calm) {
    List<Scenario.Asked> asked = new ArrayList<>();
    Verb[] verbs = Verb.values();
    int count = faultless ? 0 : between(0, 4);
    for (int index = 0; index < count; index++) {
      Duration at = within(calm);
      asked.add(new Scenario.Asked(at, verbs[random.nextInt(verbs.length)]));
    }
    return new Scenario.People(faultless || chance(800), faultless ? 0 : between(0, 3), asked);
  }

  private Duration within(Duration calm) {
    return Duration.ofSeconds(random.nextLong(calm.toSeconds()));
  }

  private Duration minutes(int least, int most) {
    return Duration.ofMinutes(between(least, most));
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private boolean chance(int thousandths) {
    return random.nextInt(1000) < thousandths;
  }
}
