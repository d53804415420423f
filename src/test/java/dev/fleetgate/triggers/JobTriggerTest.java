package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTriggerTest {
  private static final TriggerKey KEY =
      new TriggerKey(
          new RunId("r-1"), new ClusterId("eu_1"), "preflight", 2, TriggerKey.Direction.DO);
  private static final JobTrigger TRIGGER =
      new JobTrigger(
          "ops",
          TestingTree.yaml("{labels: {team: a}, annotations: {note: b}}"),
          TestingTree.yaml(
              "{backoffLimit: 0, template: {spec: {restartPolicy: Never, containers: [{name:"
                  + " a}]}}}"));

  private static final TriggerKey OTHER =
      new TriggerKey(KEY.run(), KEY.member(), KEY.phase(), 2, TriggerKey.Direction.UNDO);
  private static final Intent INTENT = TestingOrder.intent(TRIGGER, KEY, Node.nothing());

  @Test
  void prepared_namesTheJobAfterTheKey() {
    ApiCall.Create create = (ApiCall.Create) ApiCall.of(INTENT.request());

    assertThat(create.path())
        .isEqualTo(
            "/apis/batch/v1/namespaces/ops/jobs?fieldManager=fleetgate&fieldValidation=Strict");
    assertThat(create.body().textAt("metadata", "name")).contains(KEY.objectName());
    assertThat(create.body().path("spec")).contains(TRIGGER.spec());
    assertThat(create.body().path("spec", "ttlSecondsAfterFinished")).isEmpty();
  }

  @Test
  void prepared_marksTheJobAsOurs_besideTheTemplatesOwnMarks() {
    Node job = made("u1");

    assertThat(job.textAt("metadata", "labels", "team")).contains("a");
    assertThat(job.textAt("metadata", "annotations", "note")).contains("b");
    KEY.labels()
        .forEach((key, value) -> assertThat(job.textAt("metadata", "labels", key)).contains(value));
    assertThat(job.path("metadata", "finalizers"))
        .contains(Node.texts(List.of("fleetgate.dev/outcome")));
    assertThat(Mark.on(job, KEY)).isTrue();
  }

  @Test
  void prepared_isRefused_forAnUndo() {
    assertThat(
            TRIGGER.prepared(
                TestingOrder.of(TRIGGER, OTHER, Node.nothing(), Node.nothing()), Node.nothing()))
        .isInstanceOf(Preparation.Refused.class);
  }

  @Test
  void resolved_tellsOurJobFromNoneAndFromAnothers() {
    assertThat(TRIGGER.resolved(INTENT, Node.nothing())).isEqualTo(new Resolution.Absent());
    assertThat(TRIGGER.resolved(INTENT, made("u1")))
        .isEqualTo(new Resolution.Sent("u1", TestingTree.yaml("{uid: u1}")));
    assertThat(TRIGGER.resolved(INTENT, anothers()))
        .isEqualTo(
            new Resolution.NameTaken(
                "job ops/%s: there, made for r-1/eu_1/preflight/2/undo (expected: none of that name; delete it or wait for its end)"
                    .formatted(KEY.objectName())));
  }

  @Test
  void contested_isSent_whenOurJobIsThere() {
    Answer exists = new Answer(409, TestingTree.yaml("{message: already exists}"));

    assertThat(TRIGGER.contested(INTENT, exists, made("u1"))).isInstanceOf(SendOutcome.Sent.class);
    assertThat(TRIGGER.contested(INTENT, exists, Node.nothing()))
        .isEqualTo(new SendOutcome.Conflict("409: already exists"));
    assertThat(TRIGGER.contested(INTENT, exists, anothers()))
        .matches(outcome -> outcome instanceof SendOutcome.Refused(boolean taken, _) && taken);
    assertThat(
            TRIGGER.contested(
                INTENT, new Answer(422, TestingTree.yaml("{message: not valid}")), Node.nothing()))
        .isEqualTo(new SendOutcome.Refused(false, "422: not valid"));
  }

  @Test
  void stop_suspends_onlyTheJobThatWasMade() {
    ApiCall.Patch stop = TRIGGER.stop(INTENT, TestingTree.yaml("{uid: u1}")).orElseThrow();

    assertThat(TestingTree.patched(made("u1"), stop).path("spec", "suspend"))
        .contains(Node.bool(true));
    assertThatThrownBy(() -> TestingTree.patched(made("u2"), stop))
        .isInstanceOf(JsonPatchException.class);
  }

  @Test
  void release_takesOurFinalizerOnly() {
    Node job = finalizers("a/b", "fleetgate.dev/outcome", "c/d");

    Node released = TestingTree.patched(job, TRIGGER.release(INTENT, job).orElseThrow());

    assertThat(released.path("metadata", "finalizers")).contains(Node.texts(List.of("a/b", "c/d")));
    assertThat(TRIGGER.release(INTENT, released)).isEmpty();
    assertThat(TRIGGER.release(INTENT, anothers())).isEmpty();
  }

  @Test
  void release_fails_whenTheFinalizersMovedSinceTheyWereRead() {
    ApiCall.Patch patch =
        TRIGGER.release(INTENT, finalizers("a/b", "fleetgate.dev/outcome")).orElseThrow();
    Node now = finalizers("fleetgate.dev/outcome", "a/b");

    assertThatThrownBy(() -> TestingTree.patched(now, patch))
        .isInstanceOf(JsonPatchException.class);
  }

  @Test
  void delete_isOfOurJobOnly_byUid() {
    assertThat(
            TRIGGER
                .delete(INTENT, made("u1"))
                .orElseThrow()
                .options()
                .textAt("preconditions", "uid"))
        .contains("u1");
    assertThat(TRIGGER.delete(INTENT, anothers())).isEmpty();
    assertThat(TRIGGER.delete(INTENT, Node.nothing())).isEmpty();
  }

  @Test
  void progress_fails_whenTheJobIsGoneOrAnother() {
    Node receipt = TestingTree.yaml("{uid: u1}");

    assertThat(TRIGGER.progress(INTENT, receipt, Node.nothing()))
        .isInstanceOf(Progress.Failed.class);
    assertThat(TRIGGER.progress(INTENT, receipt, made("u2"))).isInstanceOf(Progress.Failed.class);
    assertThat(TRIGGER.progress(INTENT, receipt, made("u1"))).isInstanceOf(Progress.Running.class);
  }

  @Test
  void asNode_isReadBackAsTheSame() {
    assertThat(TriggerReader.typed(TRIGGER.asNode())).isEqualTo(TRIGGER);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no status at all    | {}                                        | Running   | Job running:"
            + " 0 active, 0 succeeded, 0 failed",
        "pods run            | {status: {active: 2}}                     | Running   | Job running:"
            + " 2 active, 0 succeeded, 0 failed",
        "criteria met        | {status: {active: 1, conditions: [{type: SuccessCriteriaMet, status:"
            + " 'True'}]}} | Running | Job running: 1 active, 0 succeeded, 0 failed",
        "about to fail       | {status: {active: 1, conditions: [{type: FailureTarget, status:"
            + " 'True'}]}} | Running | Job running: 1 active, 0 succeeded, 0 failed",
        "complete            | {status: {succeeded: 1, conditions: [{type: Complete, status:"
            + " 'True'}]}} | Succeeded | Job complete: 0 active, 1 succeeded, 0 failed",
        "complete is unknown | {status: {conditions: [{type: Complete, status: Unknown}]}} |"
            + " Running | Job running: 0 active, 0 succeeded, 0 failed",
        "complete is false   | {status: {conditions: [{type: Complete, status: 'False'}]}} |"
            + " Running | Job running: 0 active, 0 succeeded, 0 failed",
        "failed              | {status: {failed: 1, conditions: [{type: Failed, status: 'True',"
            + " reason: BackoffLimitExceeded, message: over limit}]}} | Failed | Job failed:"
            + " BackoffLimitExceeded: over limit",
        "stopped, pods left  | {metadata: {annotations: {fleetgate.dev/stop: k}}, status: {active:"
            + " 1, conditions: [{type: Suspended, status: 'True'}]}} | Running | Job stopping: 1"
            + " active, 0 succeeded, 0 failed",
        "stopped, pods going | {metadata: {annotations: {fleetgate.dev/stop: k}}, status:"
            + " {terminating: 1, conditions: [{type: Suspended, status: 'True'}]}} | Running | Job"
            + " stopping: 0 active, 0 succeeded, 0 failed",
        "stopped             | {metadata: {annotations: {fleetgate.dev/stop: k}}, status:"
            + " {conditions: [{type: Suspended, status: 'True'}]}} | Stopped | Job suspended: 0"
            + " active, 0 succeeded, 0 failed",
        "stop asked, no word | {metadata: {annotations: {fleetgate.dev/stop: k}}} | Running | Job"
            + " running: 0 active, 0 succeeded, 0 failed",
        "suspended by others | {status: {conditions: [{type: Suspended, status: 'True'}]}} |"
            + " Running | Job suspended by another: 0 active, 0 succeeded, 0 failed",
        "complete after stop | {metadata: {annotations: {fleetgate.dev/stop: k}}, status:"
            + " {succeeded: 1, conditions: [{type: Suspended, status: 'True'}, {type: Complete,"
            + " status: 'True'}]}} | Succeeded | Job complete: 0 active, 1 succeeded, 0 failed",
        "being deleted       | {metadata: {deletionTimestamp: x}, status: {active: 1}} | Running |"
            + " Job running: 1 active, 0 succeeded, 0 failed, being deleted",
      })
  void progress_saysWhatTheJobSays(String name, String job, String progress, String message) {
    Progress read = JobTrigger.progress(TestingTree.yaml(job));

    assertThat(read.getClass().getSimpleName()).isEqualTo(progress);
    assertThat(read.message()).isEqualTo(message);
  }

  private static Node made(String uid) {
    return withUid(((ApiCall.Create) ApiCall.of(INTENT.request())).body(), uid);
  }

  private static Node anothers() {
    Node job = made("u9");
    Node.Obj metadata = (Node.Obj) job.path("metadata").orElseThrow();
    Node other = TestingTree.yaml("{fleetgate.dev/trigger: " + OTHER.written() + "}");
    return ((Node.Obj) job).with("metadata", metadata.with("annotations", other));
  }

  private static Node finalizers(String... names) {
    Node.Obj job = (Node.Obj) made("u1");
    Node.Obj metadata = (Node.Obj) job.path("metadata").orElseThrow();
    return job.with("metadata", metadata.with("finalizers", Node.texts(List.of(names))));
  }

  private static Node withUid(Node.Obj job, String uid) {
    Node.Obj metadata = (Node.Obj) job.path("metadata").orElseThrow();
    return job.with("metadata", metadata.with("uid", Node.text(uid)));
  }
}
