package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Releasing;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import dev.fleetgate.rollout.port.TriggerPort.Stopping;
import dev.fleetgate.rules.TestingPacks;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real trigger code on a simulated API server.
final class SimulatedTriggerTest {
  private static final String JOB =
      """
      job:
        namespace: shop
        template:
          spec:
            template:
              spec: {restartPolicy: Never, containers: [{name: check, image: "check:1"}]}
      """;

  private final TestingFleet fleet;

  SimulatedTriggerTest(@TempDir Path folder) {
    fleet = new TestingFleet(folder);
  }

  @AfterEach
  void close() {
    assertThat(fleet.fleet().notKnown()).isEmpty();
    fleet.close();
  }

  @Test
  void deployment_isRolledOut_withTime() {
    Sending sending = sending(deployment("shop:2"), 1, Direction.DO);
    Node receipt = sending.sent();
    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Running.class);

    fleet.clock.pass(Workloads.ROLLOUT);

    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Succeeded.class);
    assertThat(fleet.fleet().image("eu-1")).isEqualTo("shop:2");
  }

  @Test
  void deployment_thatWasChangedSinceItWasRead_isNotPatched() {
    Sending late = sending(deployment("shop:2"), 1, Direction.DO);
    sending(deployment("shop:other"), 2, Direction.DO).sent();

    assertThat(late.send()).isInstanceOf(SendOutcome.Conflict.class);
    assertThat(fleet.fleet().image("eu-1")).isEqualTo("shop:other");
  }

  @Test
  void undo_putsTheRecordedImageBack() {
    Sending sending = sending(deployment("shop:2"), 1, Direction.DO);
    Node receipt = sending.sent();
    Node before = sending.ready().before();

    sending(deployment("shop:2"), 1, Direction.UNDO, before, receipt).sent();

    assertThat(fleet.fleet().image("eu-1")).isEqualTo("shop:1");
  }

  @Test
  void job_isCreatedOnce_runs_andIsKeptUntilItIsDeleted() {
    Sending sending = sending(JOB, 1, Direction.DO);
    Node receipt = sending.sent();
    assertThat(sending.send()).as("the same again").isInstanceOf(SendOutcome.Sent.class);
    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Running.class);

    fleet.clock.pass(Workloads.RUN);

    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Succeeded.class);
    assertThat(fleet.triggers().release(sending.trigger(), sending.intent()))
        .isInstanceOf(Releasing.Released.class);
    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Succeeded.class);
    assertThat(fleet.triggers().delete(sending.trigger(), sending.intent()))
        .isInstanceOf(Releasing.Released.class);
    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Failed.class);
  }

  @Test
  void job_thatIsAskedToStop_isSuspended() {
    Sending sending = sending(JOB, 1, Direction.DO);
    Node receipt = sending.sent();
    fleet.clock.pass(Duration.ofSeconds(2));

    assertThat(fleet.triggers().stop(sending.trigger(), sending.intent(), receipt))
        .isInstanceOf(Stopping.Delivered.class);

    fleet.clock.pass(Workloads.RUN);
    assertThat(sending.poll(receipt)).isInstanceOf(Progress.Stopped.class);
  }

  private record Sending(
      TestingFleet fleet, TriggerKey key, Trigger trigger, Preparation preparation) {
    Preparation.Ready ready() {
      return (Preparation.Ready) preparation;
    }

    Intent intent() {
      return new Intent(key, "uid", ready().request(), ready().expected());
    }

    SendOutcome send() {
      return fleet.triggers().send(trigger, intent());
    }

    Node sent() {
      return ((SendOutcome.Sent) send()).receipt();
    }

    Progress poll(Node receipt) {
      return fleet.triggers().poll(trigger, intent(), receipt);
    }
  }

  private static String deployment(String image) {
    return "deployment: {namespace: shop, name: checkout, images: {checkout: \"%s\"}}"
        .formatted(image);
  }

  private Sending sending(String yaml, int attempt, Direction direction) {
    return sending(yaml, attempt, direction, Node.nothing(), Node.nothing());
  }

  private Sending sending(
      String yaml, int attempt, Direction direction, Node before, Node written) {
    Problems problems = new Problems();
    Trigger trigger = KubernetesTrigger.read(TestingPacks.yaml(yaml), problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    TriggerKey key =
        new TriggerKey(new RunId("run-1"), new ClusterId("eu-1"), "checkout", attempt, direction);
    Order order = new Order(key, trigger, Map.of(), new Change("c-1", ""), before, written);
    return new Sending(fleet, key, trigger, fleet.triggers().prepare(order));
  }
}
