package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rules.Rung;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Monitoring that is not in effect, on a whole child: nothing is promoted, the reason is named,
/// and once the cause is repaired the same rollout passes.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonitoringLostIT {
  private static final String CHILD = "alpha";
  private static final String QUALITY = "shop_quality";
  private static final String AUDIT = "shop_audit";
  private static final Map<String, String> OK = Map.of("code", "200");
  private static final Map<String, String> ERROR = Map.of("code", "500");

  private final LabFleet fleet;
  private final ChildCluster child;

  MonitoringLostIT(Lab lab, @TempDir Path folder) {
    child = lab.childCluster(ChildCluster.Spec.selecting(CHILD, "release", "a"));
    fleet =
        new LabFleet(
            List.of(new LabFleet.Placed(child, "canary")), new LabFleet.Setting(folder, "[]", 0));
  }

  @BeforeEach
  void healthy() {
    selectors("null");
    fleet.serve(CHILD, "200", 10);
    fleet.serve(CHILD, "500", 0);
    child.exporter().set(QUALITY, Map.of(), 1);
    fleet.awaitProven();
  }

  @AfterAll
  void close() {
    fleet.close();
  }

  @Test
  void selectorsThatNothingCanMeet_sendNothing() {
    selectors(
        """
        [{"key": "release", "operator": "NotIn", "values": ["a"]}]\
        """);
    notSent("unselected", Rung.SELECTED);
    assertThat(waiting("unselected").detail()).contains("with labels {", "release=a");
    assertThat(fleet.view(CHILD).unproven(false).orElseThrow())
        .contains("Prometheus monitoring/main wants labels release=a,release!=a")
        .contains("nothing was sent: ");
    selectors("null");
    passes("unselected");
  }

  @Test
  void brokenRule_sendsNothing() throws IOException {
    Map<Path, String> whole = ruleFiles();
    for (Map.Entry<Path, String> file : whole.entrySet()) {
      String rate = "rate(http_requests_total{namespace=\"shop\"}[1m])";
      Files.writeString(
          file.getKey(), file.getValue().replace(rate, rate + " * on() http_requests_total"));
    }
    child.prometheus().reload();
    notSent("broken-rule", Rung.RULES_HEALTHY);
    for (Map.Entry<Path, String> file : whole.entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
    child.prometheus().reload();
    passes("broken-rule");
  }

  @Test
  void seriesThatAreGone_sendNothing() {
    child.exporter().remove("http_requests_total", OK);
    child.exporter().remove("http_requests_total", ERROR);
    notSent("no-series", Rung.SERIES_FRESH);
    fleet.serve(CHILD, "200", 10);
    passes("no-series");
  }

  @Test
  void prometheusThatIsDown_holdsTheMember() {
    sent("no-prometheus", "errors");
    child.prometheus().stop();
    held("no-prometheus", "Prometheus");
    child.prometheus().start();
    passes("no-prometheus");
  }

  @Test
  void targetThatIsBroken_holdsTheMember_thoughItsLastSamplesWereGood() {
    sent("broken-target", "errors");
    child.exporter().broken(true);
    Await.until(
        "target seen down",
        LabFleet.SOON,
        () -> {
          fleet.observer().check(new ClusterId(CHILD));
          assertThat(fleet.view(CHILD).brokenRung()).contains(Rung.TARGETS_UP);
        });
    held("broken-target", "targets up");
    child.exporter().broken(false);
    passes("broken-target");
  }

  @Test
  void gateWithoutSeries_holdsTheMember() {
    child.exporter().remove(QUALITY, Map.of());
    sent("no-data", "quality");
    held("no-data", "NoData");
    child.exporter().set(QUALITY, Map.of(), 1);
    passes("no-data");
  }

  @Test
  void gateWithoutANumber_holdsTheMember() {
    child.exporter().set(QUALITY, Map.of(), Double.NaN);
    sent("not-a-number", "quality");
    held("not-a-number", "NaN");
    child.exporter().set(QUALITY, Map.of(), 1);
    passes("not-a-number");
  }

  /// The series stays as old as the exporter says, while all that the packs watch is fresh.
  @Test
  void gateOnAStaleSeries_holdsTheMember_thoughTheProofStands() {
    child.exporter().setAt(AUDIT, Map.of(), 1, Await.clock().instant().minusSeconds(20));
    sent("stale", "audit");
    held("stale", "Stale");
    assertThat(waiting("stale").detail()).contains("expected: at most maxAge 10s");
    assertThat(fleet.view(CHILD).unproven(true)).isEmpty();
    child.exporter().set(AUDIT, Map.of(), 1);
    passes("stale");
  }

  /// A rule of the child's own records the series that the gate reads.
  @Test
  void gateOnARecordedSeries_needsItsLookBack() {
    child.apiServer().create(LabFleet.resource("recording-rule.yaml"));
    Await.until(
        "rule read",
        LabFleet.SOON,
        () -> {
          fleet.observer().check(new ClusterId(CHILD));
          assertThat(fleet.view(CHILD).recorded().orElseThrow()).containsKey("shop_quality_lowest");
        });
    fleet.deploy("recorded");
    assertThat(fleet.refused("single-wave.yaml", Map.of("NAME", "recorded", "GATE", "lowest")))
        .containsPattern("shop_quality_lowest is recorded by a rule of group shop in .*yaml")
        .contains("write looksBack: {\"shop_quality_lowest\": 5m}");
    fleet.start("single-wave.yaml", Map.of("NAME", "recorded", "GATE", "lowest-declared"));
    passes("recorded");
  }

  /// Starts a rollout behind monitoring that is not in effect.
  private void notSent(String name, Rung rung) {
    Await.until(
        "broken: " + rung,
        LabFleet.SOON,
        () -> {
          fleet.observer().check(new ClusterId(CHILD));
          assertThat(fleet.view(CHILD).brokenRung()).contains(rung);
        });
    fleet.deploy(name);
    fleet.start("single-wave.yaml", Map.of("NAME", name, "GATE", "errors"));
    fleet.await(
        name,
        "waits for " + rung,
        state -> {
          Wait waiting = waiting(name);
          assertThat(waiting.reason())
              .as(LabFleet.story(state))
              .isEqualTo(Wait.Reason.MONITORING_UNPROVEN);
          assertThat(waiting.detail()).contains("rung " + rung.written());
        });
    assertThat(fleet.writes(CHILD, "deployments")).noneMatch(write -> write.uri().contains(name));
    assertThat(fleet.member(name, CHILD).touched()).isFalse();
  }

  private void sent(String name, String gate) {
    fleet.deploy(name);
    fleet.start("single-wave.yaml", Map.of("NAME", name, "GATE", gate));
    fleet.await(name, "trigger sent", _ -> assertThat(fleet.image(CHILD, name)).isEqualTo("app:2"));
  }

  private void held(String name, String reason) {
    RolloutState state =
        fleet.await(
            name,
            "held",
            now -> {
              assertThat(now.phase()).isEqualTo(RolloutState.Phase.RUNNING);
              assertThat(fleet.member(name, CHILD).state())
                  .as(LabFleet.story(now))
                  .isInstanceOfSatisfying(
                      MemberState.Held.class,
                      held ->
                          assertThat(held.reason())
                              .isEqualTo(MemberState.Held.Reason.INCONCLUSIVE));
            });
    assertThat(waiting(name).detail()).as(LabFleet.story(state)).contains(reason);
  }

  /// The same run goes on to its end, with the one trigger it was started for.
  private void passes(String name) {
    RolloutState end = fleet.awaitEnd(name);
    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(fleet.writes(CHILD, "deployments/" + name))
        .filteredOn(write -> write.code() == 200)
        .hasSize(1);
  }

  private Wait waiting(String name) {
    return ((MemberState.Waiting) fleet.member(name, CHILD).state()).waiting();
  }

  /// Adds expressions to the selectors of the child's Prometheus object, or takes them away.
  private void selectors(String expressions) {
    child
        .client()
        .genericKubernetesResources("monitoring.coreos.com/v1", "Prometheus")
        .inNamespace("monitoring")
        .withName("main")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec": {
              "serviceMonitorSelector": {"matchExpressions": %1$s},
              "ruleSelector": {"matchExpressions": %1$s}}}
            """
                .formatted(expressions));
  }

  /// The rule files that the child's Prometheus has loaded, with their texts.
  private Map<Path, String> ruleFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(child.prometheus().folder().resolve("rules"))) {
      found.forEach(files::add);
    }
    Map<Path, String> texts = new HashMap<>();
    for (Path file : files) {
      texts.put(file, Files.readString(file));
    }
    assertThat(texts).isNotEmpty();
    return texts;
  }
}
