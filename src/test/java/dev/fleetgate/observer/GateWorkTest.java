package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.InMemoryGateRunStore;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.InMemoryRolloutStore;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rules.InMemoryMonitoring;
import dev.fleetgate.rules.InMemoryPinStore;
import dev.fleetgate.rules.TestingPacks;
import dev.fleetgate.telemetry.Telemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// The gates of a run on a cluster whose monitoring is looked at every 30 seconds: what is told,
/// and what a pass waits for.
final class GateWorkTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ClusterId EU = new ClusterId("eu-1");
  private static final GateKey KEY =
      new GateKey(new RunId("run-1"), EU, GateKey.Place.PHASE, "app", 0, 1);

  private final SimulatedAgenda agenda = new SimulatedAgenda(NOW);
  private final List<RolloutEvent> told = new ArrayList<>();
  private boolean answers = true;
  private double value = 0.01;
  private int measured;
  private final InMemoryMonitoring monitoring = new InMemoryMonitoring(_ -> true, _ -> answers);

  @Test
  void aBreakBetweenTwoLooks_isSeenBeforeTheGatePasses() {
    start(metric("errors", 0));
    answers = false;
    advance(5);
    assertThat(reason()).isEqualTo(InconclusiveReason.MONITORING_UNPROVEN);
    assertThat(told).noneMatch(GateWorkTest::pass);

    answers = true;
    advance(60);
    assertThat(told).last().matches(GateWorkTest::pass);
    assertThat(measured).as("measured again after the break").isGreaterThan(1);
  }

  @Test
  void aUsedUpLimit_isToldAsHeld_andAnotherWaitIsNot() {
    value = Double.NaN;
    start(metric("errors", 1));
    advance(1);
    assertThat(told).noneMatch(RolloutEvent.GateHeld.class::isInstance);
    advance(30);
    assertThat(told).filteredOn(RolloutEvent.GateHeld.class::isInstance).hasSize(1);
    assertThat(last().sentence()).contains("inconclusiveLimit 1");
  }

  @Test
  void aSeriesThatTheChildsRulesRecord_needsItsLookBack() {
    monitoring.record("errors");
    start(metric("errors", 0));
    advance(5);
    assertThat(reason()).isEqualTo(InconclusiveReason.LOOK_BACK_UNKNOWN);
    assertThat(last().sentence())
        .contains("errors is recorded by a rule of group slo in slo.yaml")
        .contains("write looksBack: {\"errors\": 5m}");
    assertThat(measured).isZero();
  }

  @Test
  void aDeclaredLookBack_isTaken() {
    monitoring.record("errors");
    start(metric("errors", 0, Map.of("errors", Duration.ofMinutes(1))));
    advance(5);
    assertThat(told).last().matches(GateWorkTest::pass);
  }

  @Test
  void aRuleThatComesDuringTheRun_isSeenByTheNextLook() {
    start(metric("errors", 0));
    value = Double.NaN;
    advance(5);
    monitoring.record("errors");
    value = 0.01;
    advance(60);
    assertThat(reason()).isEqualTo(InconclusiveReason.LOOK_BACK_UNKNOWN);
    assertThat(told).noneMatch(GateWorkTest::pass);
  }

  private static boolean pass(RolloutEvent event) {
    return event instanceof RolloutEvent.GateJudged(_, Verdict.Pass _, var last) && last;
  }

  private Verdict last() {
    return switch (told.getLast()) {
      case RolloutEvent.GateJudged(_, var verdict, _) -> verdict;
      case RolloutEvent.GateHeld(_, var verdict) -> verdict;
      case RolloutEvent other -> throw new AssertionError(other);
    };
  }

  private InconclusiveReason reason() {
    return last() instanceof Verdict.Inconclusive(var reason, _)
        ? reason
        : InconclusiveReason.MEASURING;
  }

  private void advance(long seconds) {
    agenda.advance(Duration.ofSeconds(seconds));
  }

  /// The watch has looked once and found everything in effect when the gate starts.
  private void start(MetricSpec metric) {
    ChildCluster cluster = new ChildCluster(EU, Map.of(), "", "", URI.create("http://eu-1.test"));
    Watches watches = watches(cluster);
    watches.start();
    advance(1);
    assertThat(watches.view(EU).orElseThrow().unproven(false)).isEmpty();
    GateSpec spec = new GateSpec("health", List.of(), List.of(metric), Position.unknown());
    RunDocuments documents = new RunDocuments(Map.of(EU, cluster), Map.of("health", spec));
    Desk desk =
        new Desk(
            documents,
            (gate, context) -> {
              Problems problems = new Problems();
              Optional<Gate> made = GateCompiler.compile(gate, context, problems);
              problems.throwIfAny();
              return made.orElseThrow();
            },
            watches,
            false);
    new GateWork(ports(), desk, agenda, telemetry(), told::add)
        .start(new Action.StartGate(KEY, new GateRef("health", Map.of()), Instant.EPOCH));
  }

  private Watches watches(ChildCluster cluster) {
    WatchPorts ports =
        new WatchPorts(
            _ -> new ProbePort.Answer.Alive(),
            monitoring,
            monitoring,
            monitoring,
            new InMemoryPinStore());
    return new Watches(
        () -> new Listing.Listed(List.of(cluster)),
        new ProbePolicy(3, Duration.ofSeconds(30)),
        ports,
        new PackCare(ports, List.of(TestingPacks.pack("fleetgate-core", "{}")), agenda),
        new ClusterWatch.Shared(
            agenda, new Semaphore(1), Duration.ofSeconds(30), Duration.ofSeconds(5), _ -> {}));
  }

  private RunPorts ports() {
    AlertReader alerts = _ -> new AlertReader.Answer.Firing(List.of());
    return new RunPorts(
        new InMemoryRolloutStore(),
        new InMemoryRecordStore(),
        new InMemoryGateRunStore(),
        new LostWriteTest.OneCluster(),
        new LostWriteTest.NeverAsked(),
        _ -> answer(),
        alerts);
  }

  private static Telemetry telemetry() {
    return new Telemetry(new PrometheusRegistry(), "test");
  }

  private Measurement answer() {
    measured++;
    return TestingAnswers.sample(value, agenda.instant());
  }

  private static MetricSpec metric(String series, int inconclusiveLimit) {
    return metric(series, inconclusiveLimit, Map.of());
  }

  /// @param inconclusive the limit; 0 for none
  private static MetricSpec metric(
      String series, int inconclusive, Map<String, Duration> looksBack) {
    MetricSpec.Limit limit =
        inconclusive == 0 ? MetricSpec.Limit.unlimited() : MetricSpec.Limit.of(inconclusive);
    return new MetricSpec(
        "errors",
        Node.text("sum(" + series + ")"),
        Node.text("value < 0.05"),
        Node.text(""),
        MetricSpec.Schedule.ONCE,
        new MetricSpec.Limits(
            MetricSpec.Limits.DEFAULT.failure(), limit, MetricSpec.Limit.unlimited()),
        MetricSpec.NoData.WAIT,
        MetricSpec.DEFAULT_MAX_AGE,
        looksBack,
        Position.unknown());
  }
}
