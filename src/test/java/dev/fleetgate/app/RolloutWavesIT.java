package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.MetricRun;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.ChildCluster.Spec;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.peers.Prometheus;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rules.ResolvedPack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Changes that go over three whole child clusters in two waves. Their Prometheus objects select
/// what they read in three ways.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RolloutWavesIT {
  private static final String EXPRESSIONS =
      """
      serviceMonitorSelector:
        matchExpressions: [{key: team, operator: In, values: [platform, observability]}]
      serviceMonitorNamespaceSelector: {}
      ruleSelector:
        matchExpressions: [{key: team, operator: In, values: [platform]}]
      ruleNamespaceSelector: {}
      """;
  private static final String NAMESPACES =
      """
      serviceMonitorSelector: {}
      serviceMonitorNamespaceSelector: {matchLabels: {monitored: "yes"}}
      ruleSelector: {}
      ruleNamespaceSelector: {matchLabels: {monitored: "yes"}}
      """;
  private static final List<String> NAMES = List.of("alpha", "beta", "gamma");

  private final LabFleet fleet;

  RolloutWavesIT(Lab lab, @TempDir Path folder) {
    List<ChildCluster> children =
        lab.childClusters(
            List.of(
                Spec.selecting("alpha", "release", "a"),
                new Spec("beta", EXPRESSIONS, Optional.empty()),
                new Spec("gamma", NAMESPACES, Optional.empty())));
    fleet =
        new LabFleet(
            List.of(
                new LabFleet.Placed(children.get(0), "canary"),
                new LabFleet.Placed(children.get(1), "rest"),
                new LabFleet.Placed(children.get(2), "rest")),
            new LabFleet.Setting(folder, "[]", 0));
  }

  @BeforeEach
  void healthy() {
    for (String name : NAMES) {
      fleet.serve(name, "200", 10);
      fleet.serve(name, "500", 0);
    }
    fleet.awaitProven();
  }

  @AfterAll
  void close() {
    fleet.close();
  }

  @Test
  void goodChange_succeedsOverTwoWaves_andItsEvidenceIsKept() {
    fleet.deploy("good");
    start("good", 0);

    RolloutState end = fleet.awaitEnd("good");

    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.SUCCEEDED);
    for (String name : NAMES) {
      assertThat(fleet.image(name, "good")).isEqualTo("app:2");
      assertThat(patches(name, "good")).isEqualTo(1);
      inEffect(fleet.child(name).prometheus());
      assertThat(fleet.gateRuns(end, name)).singleElement().satisfies(RolloutWavesIT::passed);
    }
  }

  @Test
  void badChange_failsTheCanarysGate_isPutBack_andNeverReachesTheSecondWave() {
    fleet.deploy("bad");
    start("bad", 0);
    fleet.await(
        "bad", "on the canary", _ -> assertThat(fleet.image("alpha", "bad")).isEqualTo("app:2"));
    fleet.serve("alpha", "500", 10);

    RolloutState end = fleet.awaitEnd("bad");

    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.ROLLED_BACK);
    assertThat(fleet.gateRuns(end, "alpha"))
        .singleElement()
        .satisfies(run -> assertThat(run.verdict()).isInstanceOf(Verdict.Fail.class));
    assertThat(fleet.image("alpha", "bad")).isEqualTo("app:1");
    assertThat(patches("alpha", "bad")).isEqualTo(2);
    for (String untouched : List.of("beta", "gamma")) {
      assertThat(fleet.image(untouched, "bad")).isEqualTo("app:1");
      assertThat(patches(untouched, "bad")).isZero();
      assertThat(fleet.gateRuns(end, untouched)).isEmpty();
      assertThat(fleet.member("bad", untouched).touched()).isFalse();
    }
  }

  @Test
  void unreachableChild_withinTheBudget_isLeftOut_andTheOthersGoOn() {
    fleet.deploy("one-down");
    start("one-down", 1);
    fleet.child("gamma").apiServer().stop();
    try {
      RolloutState end = fleet.awaitEnd("one-down");

      assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.SUCCEEDED);
      assertThat(fleet.member("one-down", "gamma").state())
          .isInstanceOf(MemberState.Unreachable.class);
      assertThat(fleet.image("alpha", "one-down")).isEqualTo("app:2");
      assertThat(fleet.image("beta", "one-down")).isEqualTo("app:2");
    } finally {
      fleet.child("gamma").apiServer().start();
    }
    assertThat(fleet.image("gamma", "one-down")).isEqualTo("app:1");
    assertThat(patches("gamma", "one-down")).isZero();
  }

  @Test
  void unreachableChild_beyondTheBudget_haltsTheRun_andGoesOnWhenItAnswersAgain() {
    fleet.deploy("none-down");
    start("none-down", 0);
    fleet.child("gamma").apiServer().stop();
    try {
      fleet.await(
          "none-down",
          "halted",
          state -> {
            assertThat(state.phase())
                .as(LabFleet.story(state))
                .isEqualTo(RolloutState.Phase.RUNNING);
            assertThat(state.held(Hold.Kind.HALTED)).as(LabFleet.story(state)).isTrue();
          });
      assertThat(fleet.member("none-down", "gamma").state())
          .isInstanceOf(MemberState.Unreachable.class);
      assertThat(fleet.image("alpha", "none-down")).isEqualTo("app:2");
    } finally {
      fleet.child("gamma").apiServer().start();
    }
    fleet.awaitProven();
    fleet.ask("none-down", Verb.RESUME);

    RolloutState end = fleet.awaitEnd("none-down");

    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(fleet.image("gamma", "none-down")).isEqualTo("app:2");
    assertThat(patches("gamma", "none-down")).isEqualTo(1);
  }

  private void start(String name, int maxUnreachable) {
    fleet.start(
        "deployment-rollout.yaml",
        Map.of("NAME", name, "UNREACHABLE", Integer.toString(maxUnreachable)));
  }

  private long patches(String child, String deployment) {
    return fleet.writes(child, "deployments/" + deployment).stream()
        .filter(record -> record.code() == 200)
        .count();
  }

  /// The child's own Prometheus answers that packs, targets and rules are in effect.
  private void inEffect(Prometheus prometheus) {
    for (ResolvedPack pack : fleet.packs()) {
      String sentinel = "fleetgate_rulepack_info{pack=\"%s\"}".formatted(pack.name());
      assertThat(prometheus.query(sentinel))
          .singleElement()
          .satisfies(series ->
              assertThat(series.at("/metric/revision").asText()).isEqualTo(pack.revision()));
    }
    Await.until(
        "targets and rules in effect",
        LabFleet.SOON,
        () -> {
          assertThat(value(prometheus.query("up{namespace=\"shop\",service=\"web\"}"))).isOne();
          assertThat(value(prometheus.query("fleetgate:http_error_ratio:rate1m{service=\"web\"}")))
              .isLessThan(1);
        });
  }

  private static double value(JsonNode result) {
    assertThat(result).hasSize(1);
    return result.at("/0/value/1").asDouble();
  }

  /// Three measurements that passed, with query, value and verdict.
  private static void passed(GateRun run) {
    assertThat(run.verdict()).isInstanceOf(Verdict.Pass.class);
    assertThat(run.gate().metric("ratio").query()).contains("http_requests_total");
    MetricRun metric = run.metric("ratio").orElseThrow();
    assertThat(metric.evidence())
        .filteredOn(evidence -> evidence.verdict() instanceof Verdict.Pass)
        .hasSize(3)
        .allSatisfy(evidence ->
            assertThat(evidence.seen().orElseThrow().series())
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isLessThan(0.1)));
  }
}
