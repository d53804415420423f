package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTriggerTest {
  private static final String BEFORE =
      """
      metadata: {uid: u1, generation: 3, resourceVersion: '7', annotations: {deployment.kubernetes.io/revision: '1'}}
      spec:
        replicas: 2
        template:
          metadata: {creationTimestamp: null, labels: {app: web}}
          spec:
            initContainers: [{name: migrate, image: 'm:1'}]
            containers: [{name: side, image: 's:1'}, {name: web, image: 'w:1', env: []}]
      """;
  private static final DeploymentTrigger BY_IMAGE =
      new DeploymentTrigger(
          "shop", "web", new DeploymentTrigger.Images(Map.of("web", "w:2", "migrate", "m:2")));
  private static final DeploymentTrigger BY_TEMPLATE =
      new DeploymentTrigger(
          "shop",
          "web",
          new DeploymentTrigger.Template(
              TestingTree.yaml(
                  "{metadata: {labels: {app: web}}, spec: {containers: [{name: web, image:"
                      + " 'w:2'}]}}")));

  @Test
  void apply_setsNamedImagesOnly() {
    Node before = TestingTree.yaml(BEFORE);
    Node after = TestingTree.patched(before, BY_IMAGE.apply(key(1, Direction.DO), before));

    assertThat(after.path("spec"))
        .isEqualTo(
            TestingTree.yaml(BEFORE.replace("'m:1'", "'m:2'").replace("'w:1'", "'w:2'"))
                .path("spec"));
    assertThat(Mark.on(after, key(1, Direction.DO))).isTrue();
    assertThat(after.textAt("metadata", "annotations", "deployment.kubernetes.io/revision"))
        .contains("1");
  }

  @Test
  void apply_isStrict() {
    assertThat(BY_IMAGE.apply(key(1, Direction.DO), TestingTree.yaml(BEFORE)).path())
        .isEqualTo(
            "/apis/apps/v1/namespaces/shop/deployments/web?fieldManager=fleetgate&fieldValidation=Strict");
  }

  @Test
  void apply_stampsThePods_fromTheSecondAttempt() {
    Node before = TestingTree.yaml(BEFORE);
    Node byImage = TestingTree.patched(before, BY_IMAGE.apply(key(2, Direction.DO), before));
    Node byTemplate = TestingTree.patched(before, BY_TEMPLATE.apply(key(2, Direction.DO), before));

    assertThat(PodTemplate.of(byImage).stamp()).isEqualTo(key(2, Direction.DO).objectName());
    assertThat(PodTemplate.of(byTemplate).stamp()).isEqualTo(key(2, Direction.DO).objectName());
  }

  @Test
  void apply_replacesTheTemplate() {
    Node before = TestingTree.yaml(BEFORE);
    Node after = TestingTree.patched(before, BY_TEMPLATE.apply(key(1, Direction.DO), before));

    assertThat(after.path("spec", "template"))
        .contains(((DeploymentTrigger.Template) BY_TEMPLATE.change()).template());
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid: u1", "generation: 3", "image: 'w:1'", "image: 'm:1'", "name: web"})
  void apply_fails_whenWhatWasReadHasChanged(String field) {
    Node read = TestingTree.yaml(BEFORE);
    Node now = TestingTree.yaml(BEFORE.replace(field, field.replaceAll("[w1m3](?=\\D*$)", "9")));
    ApiCall.Patch patch = BY_IMAGE.apply(key(1, Direction.DO), read);

    assertThat(now).isNotEqualTo(read);
    assertThatThrownBy(() -> TestingTree.patched(now, patch))
        .isInstanceOf(JsonPatchException.class);
  }

  @Test
  void apply_testsTheVersion_whereThereAreNoAnnotationsYet() {
    String bare = BEFORE.replaceAll(", annotations: \\{[^}]*}", "");
    Node read = TestingTree.yaml(bare);
    ApiCall.Patch patch = BY_IMAGE.apply(key(1, Direction.DO), read);

    assertThat(Mark.on(TestingTree.patched(read, patch), key(1, Direction.DO))).isTrue();
    assertThatThrownBy(
            () -> TestingTree.patched(TestingTree.yaml(bare.replace("'7'", "'8'")), patch))
        .isInstanceOf(JsonPatchException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void undo_restoresTheSpec_howeverManyAttemptsWereMade(int attempts) {
    for (DeploymentTrigger trigger : new DeploymentTrigger[] {BY_IMAGE, BY_TEMPLATE}) {
      Node original = TestingTree.yaml(BEFORE);
      Node now = original;
      for (int attempt = 1; attempt <= attempts; attempt++) {
        now = TestingTree.patched(now, trigger.apply(key(attempt, Direction.DO), now));
      }
      Node before = trigger.held(original).orElseThrow();

      Node undone = TestingTree.patched(now, trigger.undo(key(1, Direction.UNDO), now, before));

      assertThat(withoutEmptyAnnotations(undone)).isEqualTo(original.path("spec").orElseThrow());
      assertThat(trigger.held(undone)).contains((Node.Obj) before);
      assertThat(Mark.on(undone, key(1, Direction.UNDO))).isTrue();
    }
  }

  @Test
  void undo_startsANewRollout_whenItIsTriedAgain() {
    Node now = TestingTree.yaml(BEFORE);
    Node before = BY_IMAGE.held(now).orElseThrow();

    Node undone = TestingTree.patched(now, BY_IMAGE.undo(key(2, Direction.UNDO), now, before));

    assertThat(undone.path("spec")).isNotEqualTo(now.path("spec"));
  }

  @Test
  void prepared_isRefused_whenAContainerIsMissing() {
    DeploymentTrigger trigger =
        new DeploymentTrigger("shop", "web", new DeploymentTrigger.Images(Map.of("wep", "w:2")));

    assertThat(prepared(trigger, key(1, Direction.DO), TestingTree.yaml(BEFORE)))
        .isEqualTo(
            new Preparation.Refused(
                "deployment shop/web: container: \"wep\" (expected: one of side, web, migrate)"));
    assertThat(prepared(BY_IMAGE, key(1, Direction.DO), Node.nothing()))
        .isInstanceOf(Preparation.Refused.class);
  }

  @Test
  void prepared_undoesOnlyWhatWeWrote() {
    for (DeploymentTrigger trigger : new DeploymentTrigger[] {BY_IMAGE, BY_TEMPLATE}) {
      Node original = TestingTree.yaml(BEFORE);
      Intent intent = TestingOrder.intent(trigger, key(1, Direction.DO), original);
      Node now = TestingTree.patched(original, (ApiCall.Patch) ApiCall.of(intent.request()));
      Node before = trigger.held(original).orElseThrow();
      Node receipt = trigger.sent(intent, now).receipt();

      assertThat(undoing(trigger, before, receipt, now)).isInstanceOf(Preparation.Ready.class);
      assertThat(undoing(trigger, before, receipt, original))
          .isEqualTo(new Preparation.NothingToUndo());
      assertThat(
              undoing(trigger, before, receipt, TestingTree.yaml(BEFORE.replace("'w:1'", "'w:7'"))))
          .isInstanceOf(Preparation.ChangedSince.class);
      assertThat(undoing(trigger, before, Node.nothing(), now))
          .isInstanceOf(Preparation.ChangedSince.class);
    }
  }

  @Test
  void prepared_undoesAgain_overWhatEarlierUndosPutBack() {
    for (DeploymentTrigger trigger : new DeploymentTrigger[] {BY_IMAGE, BY_TEMPLATE}) {
      Node now = TestingTree.yaml(BEFORE);
      Node before = trigger.held(now).orElseThrow();
      Intent done = TestingOrder.intent(trigger, key(1, Direction.DO), now);
      now = TestingTree.patched(now, (ApiCall.Patch) ApiCall.of(done.request()));
      Node written = trigger.sent(done, now).receipt();

      for (int attempt = 1; attempt <= 3; attempt++) {
        Order order = TestingOrder.of(trigger, key(attempt, Direction.UNDO), before, written);
        Intent undo = TestingOrder.intent(trigger, order, now);
        now = TestingTree.patched(now, (ApiCall.Patch) ApiCall.of(undo.request()));
      }
      assertThat(PodTemplate.of(now).stamp()).isEqualTo(key(3, Direction.UNDO).objectName());
    }
  }

  @Test
  void resolved_isSentByTheMark_absentByTheValue_andUnknownOtherwise() {
    Node original = TestingTree.yaml(BEFORE);
    Intent intent = TestingOrder.intent(BY_IMAGE, key(1, Direction.DO), original);
    Node now = TestingTree.patched(original, (ApiCall.Patch) ApiCall.of(intent.request()));

    assertThat(BY_IMAGE.resolved(intent, now))
        .isEqualTo(new Resolution.Sent("u1", BY_IMAGE.sent(intent, now).receipt()));
    assertThat(
            BY_IMAGE.resolved(
                intent, TestingTree.yaml(BEFORE.replace("generation: 3", "generation: 5"))))
        .isEqualTo(new Resolution.Absent());
    assertThat(BY_IMAGE.resolved(intent, TestingTree.yaml(BEFORE.replace("'w:1'", "'w:2'"))))
        .isInstanceOf(Resolution.Unknown.class);
    assertThat(BY_IMAGE.resolved(intent, TestingTree.yaml(BEFORE.replace("u1", "u2"))))
        .isInstanceOf(Resolution.Unknown.class);
    assertThat(BY_IMAGE.resolved(intent, Node.nothing())).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void resolved_keepsNoReceipt_whenSomebodyChangedItSinceOurPatch() {
    Node original = TestingTree.yaml(BEFORE);
    for (DeploymentTrigger trigger : new DeploymentTrigger[] {BY_IMAGE, BY_TEMPLATE}) {
      Intent intent = TestingOrder.intent(trigger, key(1, Direction.DO), original);
      Node.Obj now =
          (Node.Obj) TestingTree.patched(original, (ApiCall.Patch) ApiCall.of(intent.request()));
      Node later = TestingTree.patched(now, TestingTree.patch("/metadata/generation", "9"));
      int web = now.path("spec", "template", "spec", "initContainers").isPresent() ? 1 : 0;
      Node changed =
          TestingTree.patched(
              later,
              TestingTree.patch("/spec/template/spec/containers/" + web + "/image", "'w:7'"));

      assertThat(receipt(trigger.resolved(intent, later)).path("held")).isPresent();
      assertThat(receipt(trigger.resolved(intent, changed)).path("held")).isEmpty();
    }
  }

  @Test
  void contested_isRefused_onlyWhenAllThatWasTestedStands() {
    Node original = TestingTree.yaml(BEFORE);
    Intent intent = TestingOrder.intent(BY_IMAGE, key(1, Direction.DO), original);
    Node now = TestingTree.patched(original, (ApiCall.Patch) ApiCall.of(intent.request()));
    Answer failed = new Answer(422, Node.object());

    assertThat(BY_IMAGE.contested(intent, failed, original))
        .isEqualTo(new SendOutcome.Refused(false, "422"));
    assertThat(BY_IMAGE.contested(intent, failed, TestingTree.yaml(BEFORE.replace(": 3", ": 4"))))
        .isEqualTo(new SendOutcome.Conflict("422"));
    assertThat(BY_IMAGE.contested(intent, failed, now)).isInstanceOf(SendOutcome.Sent.class);
    assertThat(BY_IMAGE.contested(intent, new Answer(409, Node.object()), original))
        .isEqualTo(new SendOutcome.Conflict("409"));
  }

  /// Its controller writes the first annotation with the status, which moves no generation.
  @Test
  void contested_isAConflict_whenOnlyTheTestedVersionHasMoved() {
    String bare = BEFORE.replace(", annotations: {deployment.kubernetes.io/revision: '1'}", "");
    Node original = TestingTree.yaml(bare);
    Intent intent = TestingOrder.intent(BY_IMAGE, key(1, Direction.DO), original);
    Answer failed = new Answer(422, Node.object());

    assertThat(BY_IMAGE.contested(intent, failed, TestingTree.yaml(bare.replace("'7'", "'8'"))))
        .isEqualTo(new SendOutcome.Conflict("422"));
    assertThat(BY_IMAGE.contested(intent, failed, original))
        .isEqualTo(new SendOutcome.Refused(false, "422"));
  }

  @Test
  void progress_fails_whenTheDeploymentIsGoneOrAnother() {
    Node original = TestingTree.yaml(BEFORE);
    Intent intent = TestingOrder.intent(BY_IMAGE, key(1, Direction.DO), original);
    Node receipt = TestingTree.yaml("{uid: u2}");

    assertThat(BY_IMAGE.progress(intent, receipt, Node.nothing()))
        .isInstanceOf(Progress.Failed.class);
    assertThat(BY_IMAGE.progress(intent, receipt, original)).isInstanceOf(Progress.Failed.class);
  }

  @Test
  void asNode_isReadBackAsTheSame() {
    assertThat(TriggerReader.typed(BY_IMAGE.asNode())).isEqualTo(BY_IMAGE);
    assertThat(TriggerReader.typed(BY_TEMPLATE.asNode())).isEqualTo(BY_TEMPLATE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no status           | {}                                                                  "
            + "          | Running   | Deployment not yet observed by its controller: 0 of 2"
            + " updated, 0 available, 0 old",
        "old status          | {observedGeneration: 2, replicas: 2, updatedReplicas: 2,"
            + " availableReplicas: 2} | Running   | Deployment not yet observed by its controller:"
            + " 2 of 2 updated, 2 available, 0 old",
        "old pods left       | {observedGeneration: 3, replicas: 3, updatedReplicas: 2,"
            + " availableReplicas: 2} | Running   | Deployment rolling: 2 of 2 updated, 2"
            + " available, 1 old",
        "one not updated     | {observedGeneration: 3, replicas: 2, updatedReplicas: 1,"
            + " availableReplicas: 2} | Running   | Deployment rolling: 1 of 2 updated, 2"
            + " available, 1 old",
        "one not available   | {observedGeneration: 3, replicas: 2, updatedReplicas: 2,"
            + " availableReplicas: 1} | Running   | Deployment rolling: 2 of 2 updated, 1"
            + " available, 0 old",
        "rolled out          | {observedGeneration: 3, replicas: 2, updatedReplicas: 2,"
            + " availableReplicas: 2} | Succeeded | Deployment rolled out: 2 of 2 updated, 2"
            + " available, 0 old",
        "deadline exceeded   | {observedGeneration: 3, conditions: [{type: Progressing, status:"
            + " 'False', reason: ProgressDeadlineExceeded, message: timed out, lastUpdateTime:"
            + " t2}]} | Failed | Deployment failed: ProgressDeadlineExceeded: timed out",
        "exceeded of before  | {observedGeneration: 3, conditions: [{type: Progressing, status:"
            + " 'False', reason: ProgressDeadlineExceeded, message: timed out, lastUpdateTime:"
            + " t1}]} | Running | 'Deployment rolling: 0 of 2 updated, 0 available, 0 old'",
        "exceeded unobserved | {observedGeneration: 2, conditions: [{type: Progressing, status:"
            + " 'False', reason: ProgressDeadlineExceeded, message: timed out, lastUpdateTime:"
            + " t2}]} | Running | 'Deployment not yet observed by its controller: 0 of 2 updated, 0"
            + " available, 0 old'",
        "another reason      | {observedGeneration: 3, conditions: [{type: Progressing, status:"
            + " 'False', reason: FailedCreate, lastUpdateTime: t2}]} | Running | 'Deployment"
            + " rolling: 0 of 2 updated, 0 available, 0 old'",
      })
  void progress_saysWhatTheDeploymentSays(
      String name, String status, String progress, String message) {
    Node.Obj deployment = TestingTree.yaml(BEFORE).with("status", TestingTree.yaml(status));
    Node wrote = BY_IMAGE.held(deployment).orElseThrow();

    Progress read = BY_IMAGE.progress(deployment, wrote, "t1");

    assertThat(read.getClass().getSimpleName()).isEqualTo(progress);
    assertThat(read.message()).isEqualTo(message);
  }

  @Test
  void progress_fails_whenSomebodyElseChangedWhatWeWrote() {
    Node.Obj deployment =
        TestingTree.yaml(BEFORE)
            .with(
                "status",
                TestingTree.yaml(
                    "{observedGeneration: 3, replicas: 2, updatedReplicas: 2, availableReplicas:"
                        + " 2}"));
    Node wrote = BY_IMAGE.held(TestingTree.yaml(BEFORE.replace("w:1", "w:3"))).orElseThrow();

    assertThat(BY_IMAGE.progress(deployment, wrote, ""))
        .isEqualTo(new Progress.Failed("Deployment changed since it was patched"));
  }

  @Test
  void progress_countsOneReplica_whereNoneIsWritten() {
    Node deployment =
        TestingTree.yaml(BEFORE.replace("  replicas: 2\n", ""))
            .with(
                "status",
                TestingTree.yaml(
                    "{observedGeneration: 3, replicas: 1, updatedReplicas: 1, availableReplicas:"
                        + " 1}"));

    assertThat(BY_IMAGE.progress(deployment, BY_IMAGE.held(deployment).orElseThrow(), ""))
        .isInstanceOf(Progress.Succeeded.class);
  }

  private static Preparation prepared(DeploymentTrigger trigger, TriggerKey key, Node found) {
    return trigger.prepared(TestingOrder.of(trigger, key, Node.nothing(), Node.nothing()), found);
  }

  private static Preparation undoing(
      DeploymentTrigger trigger, Node before, Node receipt, Node found) {
    return trigger.prepared(
        TestingOrder.of(trigger, key(1, Direction.UNDO), before, receipt), found);
  }

  private static Node receipt(Resolution resolution) {
    return ((Resolution.Sent) resolution).receipt();
  }

  /// An emptied mapping of annotations means the same as none; the API server drops it.
  private static Node withoutEmptyAnnotations(Node deployment) {
    Node.Obj spec = (Node.Obj) deployment.path("spec").orElseThrow();
    Node.Obj template = (Node.Obj) spec.path("template").orElseThrow();
    Node.Obj metadata = (Node.Obj) template.path("metadata").orElseThrow();
    return metadata.path("annotations").equals(java.util.Optional.of(Node.object()))
        ? spec.with("template", template.with("metadata", metadata.without("annotations")))
        : spec;
  }

  private static TriggerKey key(int attempt, Direction direction) {
    return new TriggerKey(new RunId("r-1"), new ClusterId("eu-1"), "addons", attempt, direction);
  }
}
