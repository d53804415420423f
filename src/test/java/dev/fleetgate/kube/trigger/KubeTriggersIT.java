package dev.fleetgate.kube.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Releasing;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import dev.fleetgate.rollout.port.TriggerPort.Stopping;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Triggers on a real API server with its controllers, by a credential that may do no more than
/// they need.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubeTriggersIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ChildCluster child;
  private final TestingSender sender;

  KubeTriggersIT(Lab lab) {
    child = lab.childCluster(ChildCluster.Spec.selecting("eu-1", "team", "a"));
    sender = new TestingSender(child.apiServer());
  }

  @AfterAll
  void close() {
    sender.close();
  }

  @Test
  void job_isCreatedOnce_readToItsEnd_releasedAndDeleted() {
    Attempt attempt = sender.attempt("complete", 1, Direction.DO, job(""));
    Node receipt = attempt.sent();

    awaitProgress(attempt, receipt, Progress.Succeeded.class);
    child.client().batch().v1().jobs().inNamespace("ops").withName(attempt.name()).delete();
    assertThat(found(attempt)).as("kept by our finalizer").isNotNull();

    assertThat(attempt.release()).isEqualTo(new Releasing.Released());
    assertThat(attempt.delete()).isEqualTo(new Releasing.Released());
    Await.until("job gone", SOON, () -> assertThat(found(attempt)).isNull());
    assertThat(attempt.poll(receipt)).isInstanceOf(Progress.Failed.class);
    assertThat(attempt.created()).hasSize(1);
  }

  @Test
  void job_isDeleted_withItsPods_onceReleased() {
    Attempt attempt = sender.attempt("deleted", 1, Direction.DO, job(""));
    awaitProgress(attempt, attempt.sent(), Progress.Succeeded.class);

    assertThat(attempt.release()).isEqualTo(new Releasing.Released());
    assertThat(attempt.release()).isEqualTo(new Releasing.Released());
    assertThat(attempt.delete()).isEqualTo(new Releasing.Released());

    Await.until(
        "job and pods gone",
        SOON,
        () -> {
          assertThat(found(attempt)).isNull();
          assertThat(pods(attempt)).isEmpty();
        });
  }

  @Test
  void job_thatFails_isFailed_withKubernetesOwnReason() {
    Attempt attempt = sender.attempt("fail", 1, Direction.DO, job(ChildCluster.FAIL));
    Node receipt = attempt.sent();

    awaitProgress(attempt, receipt, Progress.Failed.class);
    assertThat(attempt.poll(receipt).message()).contains("BackoffLimitExceeded");
  }

  @Test
  void job_resolvesSent_whenTheAnswerWasLost() {
    Attempt attempt = sender.attempt("lost", 1, Direction.DO, job(""));

    assertThat(attempt.sendMuted()).isInstanceOf(SendOutcome.Lost.class);
    assertThat(attempt.poll(Node.object())).isInstanceOf(Progress.Unreadable.class);
    sender.heal();

    String uid = found(attempt).getMetadata().getUid();
    assertThat(receipt(attempt).textAt("uid")).contains(uid);
    assertThat(attempt.created()).hasSize(1);
  }

  @Test
  void job_isSent_notMadeTwice_whenSentAgain() {
    Attempt attempt = sender.attempt("again", 1, Direction.DO, job(""));
    Node receipt = attempt.sent();

    assertThat(attempt.sent()).isEqualTo(receipt);
    assertThat(attempt.created()).hasSize(1);
  }

  @Test
  void job_resolvesAbsent_whenNothingArrived() {
    assertThat(sender.attempt("absent", 1, Direction.DO, job("")).resolve())
        .isEqualTo(new Resolution.Absent());
  }

  @Test
  void job_isRefused_whenTheNameIsAnothers() {
    Attempt attempt = sender.attempt("taken", 1, Direction.DO, job(""));
    child
        .apiServer()
        .create(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: %s, namespace: ops}
            spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}
            """
                .formatted(attempt.name()));

    assertThat(attempt.send())
        .matches(outcome -> outcome instanceof SendOutcome.Refused(boolean taken, _) && taken);
    assertThat(attempt.resolve()).isInstanceOf(Resolution.NameTaken.class);
    assertThat(attempt.release()).isEqualTo(new Releasing.Released());
    assertThat(attempt.delete()).isEqualTo(new Releasing.Released());
    assertThat(found(attempt)).isNotNull();
  }

  @Test
  void job_isStopped_whenItRuns() {
    Attempt attempt = sender.attempt("stop", 1, Direction.DO, job(ChildCluster.HOLD));
    Node receipt = attempt.sent();
    Await.until(
        "pod runs", SOON, () -> assertThat(attempt.poll(receipt).message()).contains("1 active"));

    assertThat(attempt.stop(receipt)).isEqualTo(new Stopping.Delivered());
    assertThat(attempt.stop(receipt)).isEqualTo(new Stopping.Delivered());

    awaitProgress(attempt, receipt, Progress.Stopped.class);
    assertThat(pods(attempt)).isEmpty();
  }

  @Test
  void job_isRefused_whenTheServerDoesNotKnowAField() {
    Attempt attempt =
        sender.attempt("strict", 1, Direction.DO, job("").replace("backoffLimit", "backoffLimits"));

    assertThat(attempt.send())
        .matches(outcome ->
            outcome instanceof SendOutcome.Refused(boolean taken, var message)
                && !taken
                && message.contains("unknown field \"spec.backoffLimits\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images: {web: 'web:2'}", "template: " + TestingSender.POD_2})
  void deployment_isRolledOut_andUndoneToWhatWasRecorded(String change) {
    String name = change.startsWith("images") ? "by-image" : "by-template";
    deployment(name);
    Attempt attempt = sender.attempt(name, 1, Direction.DO, patch(name, change));
    Node receipt = attempt.sent();
    awaitProgress(attempt, receipt, Progress.Succeeded.class);
    assertThat(image(name)).isEqualTo("web:2");

    Attempt undo = sender.undo(attempt, receipt);
    Node undone = undo.sent();
    awaitProgress(undo, undone, Progress.Succeeded.class);

    assertThat(image(name)).isEqualTo("web:1");
    assertThat(replicaSets(name)).as("the first ReplicaSet serves again").hasSize(2);
    assertThat(sender.undo(attempt, receipt).preparation())
        .as("found by its mark, never sent again")
        .isEqualTo(new Preparation.AlreadySent(undone.textAt("uid").orElseThrow(), undone));
    assertThat(attempt.stop(receipt)).isInstanceOf(Stopping.NotDelivered.class);
    assertThat(attempt.release()).isEqualTo(new Releasing.Released());
  }

  @Test
  void deployment_startsANewRollout_atTheSecondAttempt_andUndoTakesItBack() {
    deployment("twice");
    Attempt first =
        sender.attempt("twice", 1, Direction.DO, patch("twice", "images: {web: 'web:2'}"));
    awaitProgress(first, first.sent(), Progress.Succeeded.class);

    Attempt second =
        sender.attempt("twice", 2, Direction.DO, patch("twice", "images: {web: 'web:2'}"));
    Node receipt = second.sent();
    awaitProgress(second, receipt, Progress.Succeeded.class);

    assertThat(replicaSets("twice")).hasSize(3);
    Attempt undo = sender.undo(first, receipt);
    awaitProgress(undo, undo.sent(), Progress.Succeeded.class);
    assertThat(replicaSets("twice")).hasSize(3);
  }

  @Test
  void deployment_isRunning_whileItsPodsAreNotReady() {
    deployment("unready");
    String pod =
        TestingSender.POD_2.replace(
            "{app: web}", "{app: web, " + ChildCluster.UNREADY + ": 'true'}");
    Attempt attempt =
        sender.attempt("unready", 1, Direction.DO, patch("unready", "template: " + pod));
    Node receipt = attempt.sent();

    Await.until(
        "deadline",
        SOON,
        () -> assertThat(attempt.poll(receipt)).isInstanceOf(Progress.Failed.class));
    assertThat(attempt.poll(receipt).message()).contains("ProgressDeadlineExceeded");
  }

  @Test
  void deployment_conflicts_whenItChangedSinceItWasRead() {
    deployment("raced");
    Attempt attempt =
        sender.attempt("raced", 1, Direction.DO, patch("raced", "images: {web: 'web:2'}"));
    change("raced", "web:3");

    assertThat(attempt.send()).isInstanceOf(SendOutcome.Conflict.class);
    assertThat(attempt.resolve()).isInstanceOf(Resolution.Unknown.class);
    assertThat(image("raced")).isEqualTo("web:3");
  }

  @Test
  void deployment_isNotUndone_whenItChangedSinceWeWrote() {
    deployment("meanwhile");
    Attempt attempt =
        sender.attempt("meanwhile", 1, Direction.DO, patch("meanwhile", "images: {web: 'web:2'}"));
    Node receipt = attempt.sent();
    change("meanwhile", "web:3");

    assertThat(attempt.poll(receipt)).isInstanceOf(Progress.Failed.class);
    assertThat(sender.undo(attempt, receipt).preparation())
        .isInstanceOf(Preparation.ChangedSince.class);
    assertThat(image("meanwhile")).isEqualTo("web:3");
  }

  @Test
  void deployment_resolvesSent_whenTheAnswerWasLost() {
    deployment("lost");
    Attempt attempt =
        sender.attempt("lost-patch", 1, Direction.DO, patch("lost", "images: {web: 'web:2'}"));

    assertThat(attempt.sendMuted()).isInstanceOf(SendOutcome.Lost.class);
    sender.heal();

    assertThat(receipt(attempt).textAt("held", "images", "web")).contains("web:2");
    assertThat(sender.writes("patch", "deployments/lost")).hasSize(1);
  }

  @Test
  void deployment_isRefused_whenTheTemplateDoesNotFitItsSelector() {
    deployment("unfit");
    String pod = TestingSender.POD_2.replace("app: web", "app: other");
    Attempt attempt = sender.attempt("unfit", 1, Direction.DO, patch("unfit", "template: " + pod));

    assertThat(attempt.send())
        .matches(
            o -> o instanceof SendOutcome.Refused(_, var message) && message.contains("selector"));
  }

  @Test
  void deployment_isRefused_whenItIsNotThere() {
    assertThat(
            sender
                .attempt("none", 1, Direction.DO, patch("none", "images: {web: 'web:2'}"))
                .preparation())
        .isInstanceOf(Preparation.Refused.class);
  }

  /// Of an attempt that was sent, once the healed line is open again.
  private static Node receipt(Attempt attempt) {
    AtomicReference<Resolution> found = new AtomicReference<>(attempt.resolve());
    Await.until(
        attempt.name(),
        SOON,
        () -> {
          found.set(attempt.resolve());
          assertThat(found.get()).isNotInstanceOf(Resolution.Unreadable.class);
        });
    return ((Resolution.Sent) found.get()).receipt();
  }

  private static void awaitProgress(Attempt attempt, Node receipt, Class<? extends Progress> end) {
    Await.until(attempt.name(), SOON, () -> assertThat(attempt.poll(receipt)).isInstanceOf(end));
  }

  private static String job(String label) {
    String labels = label.isEmpty() ? "" : "metadata: {labels: {" + label + ": 'true'}}, ";
    return "{job: {namespace: ops, template: {spec: {backoffLimit: 0, template: {"
        + labels
        + "spec: {restartPolicy: Never, containers: [{name: a, image: 'b:{{change.id}}'}]}}}}}}";
  }

  private static String patch(String name, String change) {
    return ("{deployment: {namespace: ops, name: " + name + ", " + change + "}}")
        .replace("app: web", "app: web, of: " + name);
  }

  private void deployment(String name) {
    child
        .apiServer()
        .create(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s, namespace: ops}
            spec:
              replicas: 2
              progressDeadlineSeconds: 5
              minReadySeconds: 0
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:1'}]}}
            """
                .formatted(name)
                .replace("{app: web}", "{app: web, of: " + name + "}"));
    Await.until(
        name,
        SOON,
        () -> {
          Deployment deployment = deployments(name);
          assertThat(deployment.getStatus().getAvailableReplicas()).isEqualTo(2);
          assertThat(deployment.getStatus().getObservedGeneration())
              .isEqualTo(deployment.getMetadata().getGeneration());
        });
  }

  private void change(String name, String image) {
    String patch =
        "[{'op': 'replace', 'path': '/spec/template/spec/containers/0/image', 'value': '%s'}]"
            .formatted(image)
            .replace('\'', '"');
    child
        .client()
        .apps()
        .deployments()
        .inNamespace("ops")
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON), patch);
  }

  private Deployment deployments(String name) {
    return child.client().apps().deployments().inNamespace("ops").withName(name).get();
  }

  private String image(String name) {
    return deployments(name)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  private List<ReplicaSet> replicaSets(String name) {
    return child
        .client()
        .apps()
        .replicaSets()
        .inNamespace("ops")
        .withLabel("of", name)
        .list()
        .getItems();
  }

  private Job found(Attempt attempt) {
    return child.client().batch().v1().jobs().inNamespace("ops").withName(attempt.name()).get();
  }

  private List<?> pods(Attempt attempt) {
    return child
        .client()
        .pods()
        .inNamespace("ops")
        .withLabel("job-name", attempt.name())
        .list()
        .getItems();
  }
}
