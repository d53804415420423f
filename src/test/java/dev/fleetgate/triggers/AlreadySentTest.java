package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Invariant I6 at the target: a send that arrives after it was given up is found, never repeated,
/// and of two patches of one key only one can take effect.
final class AlreadySentTest {
  private static final String DEPLOYMENT =
      """
      metadata: {uid: u1, generation: 3, resourceVersion: '7', annotations: {a: b}}
      spec:
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: 'w:1'}]}
      """;

  private static List<DeploymentTrigger> deployments() {
    return List.of(
        new DeploymentTrigger("shop", "web", new DeploymentTrigger.Images(Map.of("web", "w:2"))),
        new DeploymentTrigger(
            "shop",
            "web",
            new DeploymentTrigger.Template(
                TestingTree.yaml(
                    "{metadata: {labels: {app: web}}, spec: {containers: [{name: web, image:"
                        + " 'w:2'}]}}"))));
  }

  private static TriggerKey key(int attempt, Direction direction) {
    return new TriggerKey(new RunId("r-1"), new ClusterId("eu-1"), "app", attempt, direction);
  }

  private static Order doing(DeploymentTrigger trigger, int attempt) {
    return TestingOrder.of(trigger, key(attempt, Direction.DO), Node.nothing(), Node.nothing());
  }

  /// The object after a patch as the API server leaves it: with another generation.
  private static Node taken(Node object, Intent intent) {
    Node patched = TestingTree.patched(object, (ApiCall.Patch) ApiCall.of(intent.request()));
    long next = Status.generation(object) + 1;
    return TestingTree.patched(
        patched, TestingTree.patch("/metadata/generation", Long.toString(next)));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void aPatchThatArrivedLate_isFoundWhilePreparingAnew(DeploymentTrigger trigger) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      Order order = doing(trigger, attempt);
      Node read = TestingTree.yaml(DEPLOYMENT);
      Intent late = TestingOrder.intent(trigger, order, read);
      Node now = taken(read, late);

      assertThat(trigger.prepared(order, now))
          .isEqualTo(new Preparation.AlreadySent("u1", trigger.sent(late, now).receipt()));
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void anUndoThatArrivedLate_isFoundWhilePreparingAnew(DeploymentTrigger trigger) {
    Node original = TestingTree.yaml(DEPLOYMENT);
    Intent done = TestingOrder.intent(trigger, doing(trigger, 1), original);
    Node changed = taken(original, done);
    Node before = trigger.held(original).orElseThrow();
    Node written = trigger.sent(done, changed).receipt();
    for (int attempt = 1; attempt <= 2; attempt++) {
      Order order = TestingOrder.of(trigger, key(attempt, Direction.UNDO), before, written);
      Intent late = TestingOrder.intent(trigger, order, changed);
      Node now = taken(changed, late);

      assertThat(trigger.prepared(order, now))
          .isEqualTo(new Preparation.AlreadySent("u1", trigger.sent(late, now).receipt()));
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void whatSomebodyChangedAfterALatePatch_isNotTakenForOurs(DeploymentTrigger trigger) {
    Node read = TestingTree.yaml(DEPLOYMENT);
    Node now = taken(read, TestingOrder.intent(trigger, doing(trigger, 1), read));
    Node changed =
        TestingTree.patched(
            now, TestingTree.patch("/spec/template/spec/containers/0/image", "'w:7'"));

    assertThat(trigger.prepared(doing(trigger, 1), changed))
        .isEqualTo(new Preparation.AlreadySent("u1", TestingTree.yaml("{uid: u1}")));
  }

  /// Both were prepared while neither had arrived. Whichever comes first moves the generation that
  /// the other one tests; the other one's answer is then understood by the mark.
  @ParameterizedTest
  @MethodSource("deployments")
  void ofTwoPatchesOfOneKey_theSecondIsRefusedByTheGeneration(DeploymentTrigger trigger) {
    Node read = TestingTree.yaml(DEPLOYMENT);
    Node scaled = TestingTree.patched(read, TestingTree.patch("/metadata/generation", "4"));
    Intent first = TestingOrder.intent(trigger, doing(trigger, 1), read);
    Intent anew = TestingOrder.intent(trigger, doing(trigger, 1), read);
    Node now = taken(read, anew);

    assertThatThrownBy(() -> taken(now, first))
        .isInstanceOf(JsonPatchException.class)
        .hasMessage("Expected value 3 but found value 4");
    assertThatThrownBy(() -> taken(scaled, first)).isInstanceOf(JsonPatchException.class);
    assertThat(trigger.contested(first, new Answer(422, Node.object()), now))
        .isInstanceOf(SendOutcome.Sent.class);
  }

  @Test
  void aJobThatCameLate_isFoundWhilePreparingAnew_andAnothersIsNot() {
    JobTrigger trigger =
        new JobTrigger("ops", Node.object(), TestingTree.yaml("{template: {spec: {}}}"));
    Order order = TestingOrder.of(trigger, key(1, Direction.DO), Node.nothing(), Node.nothing());
    Intent intent = TestingOrder.intent(trigger, order, Node.nothing());
    Node.Obj made = ((ApiCall.Create) ApiCall.of(intent.request())).body();
    Node.Obj metadata = (Node.Obj) made.field("metadata").orElseThrow();
    Node job = made.with("metadata", metadata.with("uid", Node.text("u9")));

    assertThat(trigger.look(order.key())).isEqualTo(trigger.look(intent));
    assertThat(trigger.prepared(order, job))
        .isEqualTo(new Preparation.AlreadySent("u9", TestingTree.yaml("{uid: u9}")));
    assertThat(trigger.prepared(order, TestingTree.yaml("{metadata: {uid: u9}}")))
        .isInstanceOf(Preparation.Ready.class);
  }

  /// A stop that was asked for twice, or comes late, says the same again.
  @Test
  void aStopThatComesTwice_leavesTheJobAsTheFirstLeftIt() {
    JobTrigger trigger =
        new JobTrigger("ops", Node.object(), TestingTree.yaml("{template: {spec: {}}}"));
    Intent intent = TestingOrder.intent(trigger, key(1, Direction.DO), Node.nothing());
    Node.Obj made = ((ApiCall.Create) ApiCall.of(intent.request())).body();
    Node.Obj metadata = (Node.Obj) made.field("metadata").orElseThrow();
    Node job = made.with("metadata", metadata.with("uid", Node.text("u9")));
    ApiCall.Patch stop = trigger.stop(intent, TestingTree.yaml("{uid: u9}")).orElseThrow();

    Node once = TestingTree.patched(job, stop);

    assertThat(TestingTree.patched(once, stop)).isEqualTo(once);
  }
}
