package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.observer.Observer.Happening;
import dev.fleetgate.peers.Alertmanager;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.ChildCluster.Spec;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.peers.Ports;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Alerts of two whole children while a Job runs on them. `alpha` has an Alertmanager, which posts
/// to the API; the alerts of `beta` are only polled.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AlertIT {
  private static final String TOKEN = "an-alertmanagers-token";
  private static final String WEBHOOK = "webhook";

  private final LabFleet fleet;
  private final List<RolloutState> states = new CopyOnWriteArrayList<>();

  AlertIT(Lab lab, @TempDir Path folder) throws IOException {
    int port = Ports.free();
    Alertmanager alertmanager =
        lab.alertmanager(
            """
            route: {receiver: fleetgate, group_wait: 0s, group_interval: 1s, repeat_interval: 2s}
            receivers:
            - name: fleetgate
              webhook_configs:
              - url: "http://127.0.0.1:%d/api/v1/alerts"
                http_config: {authorization: {credentials: "%s"}}
            """
                .formatted(port, TOKEN));
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    List<ChildCluster> children =
        lab.childClusters(
            List.of(
                Spec.selecting("alpha", "release", "a").alerting(alertmanager.url()),
                Spec.selecting("beta", "release", "a")));
    fleet =
        new LabFleet(
            List.of(
                new LabFleet.Placed(children.getFirst(), "hooked"),
                new LabFleet.Placed(children.getLast(), "polled")),
            new LabFleet.Setting(
                folder, "[{tokenFile: \"%s\", cluster: alpha}]".formatted(token), port));
    fleet.observer().listen(this::keep);
  }

  private void keep(Happening happening) {
    if (happening instanceof Happening.RunMoved(var state)) {
      states.add(state);
    }
  }

  @BeforeAll
  void calm() {
    for (String name : List.of("alpha", "beta")) {
      fleet.serve(name, "200", 10);
      gauge(name, "shop_queue", 0);
      gauge(name, "shop_disk", 0);
      fleet.child(name).apiServer().create(LabFleet.resource("alert-rules.yaml"));
    }
    fleet.awaitProven();
  }

  @AfterAll
  void close() {
    fleet.close();
  }

  @Test
  void alertByWebhook_haltsTheRun_isReadAgain_andAborts_andLeavesOthersAlone() {
    begin("hooked", "alpha", "alertname=\"QueueFull\"");
    begin("bystander", "beta", "alertname=\"QueueFull\"");

    gauge("alpha", "shop_queue", 200);
    RolloutState end = fleet.awaitEnd("hooked");

    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.ABORTED);
    assertThat(statesOf("hooked"))
        .anySatisfy(state -> {
          assertThat(state.phase()).isEqualTo(RolloutState.Phase.RUNNING);
          assertThat(halted(state)).isTrue();
        });
    stoppedAndNothingMore(end, "alpha");

    assertThat(fleet.rollout("bystander").phase()).isEqualTo(RolloutState.Phase.RUNNING);
    assertThat(fleet.rollout("bystander").holds()).isEmpty();
    release("bystander", "beta");
    succeeded("bystander");
  }

  @Test
  void alertByPolling_aborts_andOneThatFiredBefore_doesNotCount() {
    gauge("beta", "shop_disk", 200);
    awaitFiring("beta", "DiskFull");
    begin("polled", "beta", "severity=\"page\"");
    assertThat(fleet.member("polled", "beta").alerts().known()).hasSize(1);

    gauge("beta", "shop_queue", 200);
    RolloutState end = fleet.awaitEnd("polled");
    gauge("beta", "shop_queue", 0);
    gauge("beta", "shop_disk", 0);

    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.ABORTED);
    assertThat(end.decisions())
        .anySatisfy(decision -> assertThat(decision.why()).contains("QueueFull", "fires on beta"))
        .noneSatisfy(decision -> assertThat(decision.why()).contains("DiskFull", "fires on beta"));
    assertThat(statesOf("polled")).noneMatch(AlertIT::halted);
    stoppedAndNothingMore(end, "beta");
  }

  @Test
  void alertThatFiredBefore_isBroughtByTheWebhook_andTheRunGoesOn() {
    gauge("alpha", "shop_disk", 200);
    awaitFiring("alpha", "DiskFull");
    begin("earlier", "alpha", "alertname=\"DiskFull\"");

    fleet.await(
        "earlier",
        "the webhook's alert was read as an earlier one",
        state ->
            assertThat(state.decisions())
                .as(LabFleet.story(state))
                .anySatisfy(decision -> assertThat(decision.what()).isEqualTo("no longer halted")));
    release("earlier", "alpha");
    succeeded("earlier");
    gauge("alpha", "shop_disk", 0);
  }

  /// Starts a run and waits until its Job runs.
  private void begin(String name, String child, String matcher) {
    fleet.deploy(name);
    fleet.start(
        "job-rollout.yaml",
        Map.of(
            "NAME", name, "RING", child.equals("alpha") ? "hooked" : "polled", "ALERT", matcher));
    fleet.await(
        name,
        "Job runs",
        state -> {
          assertThat(fleet.member(name, child).track().step())
              .as(LabFleet.story(state))
              .isInstanceOf(TriggerStep.Sent.class);
          assertThat(pods(name, child)).hasSize(1);
        });
  }

  /// Lets the Job of a run end well.
  private void release(String name, String child) {
    for (String pod : pods(name, child)) {
      fleet
          .child(child)
          .client()
          .pods()
          .inNamespace("shop")
          .withName(pod)
          .edit(running -> {
            running.getMetadata().getLabels().remove(ChildCluster.HOLD);
            return running;
          });
    }
  }

  private List<String> pods(String name, String child) {
    return fleet
        .child(child)
        .client()
        .pods()
        .inNamespace("shop")
        .withLabel("app", name)
        .withLabel(ChildCluster.HOLD)
        .list()
        .getItems()
        .stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private void succeeded(String name) {
    RolloutState end = fleet.awaitEnd(name);
    assertThat(end.phase()).as(LabFleet.story(end)).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  /// The run's Job was asked to stop, once it was created, and nothing else was sent.
  private void stoppedAndNothingMore(RolloutState end, String child) {
    List<AuditRecord> jobs =
        fleet.writes(child, "jobs").stream()
            .filter(write -> write.requestObject().toString().contains(end.run().value()))
            .toList();
    assertThat(jobs).filteredOn(write -> write.verb().equals("create")).hasSize(1);
    assertThat(jobs)
        .filteredOn(AlertIT::suspends)
        .isNotEmpty()
        .allSatisfy(write -> assertThat(write.code()).isEqualTo(200));
    assertThat(fleet.writes(child, "deployments/" + end.name())).isEmpty();
    assertThat(fleet.member(end.name(), child).state()).isInstanceOf(MemberState.Stopped.class);
  }

  private static boolean suspends(AuditRecord write) {
    for (JsonNode operation : write.requestObject()) {
      if (operation.path("path").asText().equals("/spec/suspend")) {
        return write.verb().equals("patch") && operation.path("value").asBoolean();
      }
    }
    return false;
  }

  private List<RolloutState> statesOf(String name) {
    return states.stream().filter(state -> state.name().equals(name)).toList();
  }

  private static boolean halted(RolloutState state) {
    return state.holds().stream()
        .anyMatch(hold -> hold.kind() == Hold.Kind.HALTED && hold.by().equals(WEBHOOK));
  }

  private void gauge(String child, String name, double value) {
    fleet.child(child).exporter().set(name, Map.of(), value);
  }

  private void awaitFiring(String child, String alert) {
    String query = "ALERTS{alertstate=\"firing\",alertname=\"%s\"}".formatted(alert);
    Await.until(
        alert + " fires",
        LabFleet.SOON,
        () -> assertThat(fleet.child(child).prometheus().query(query)).hasSize(1));
  }
}
