package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.gates.InMemoryGateRunStore;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.InMemoryRolloutStore;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore.Found;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is recorded before a send, and what a send makes of it.
final class TriggerWorkTest {
  private static final ClusterId MEMBER = new ClusterId("w-1");
  private static final TriggerKey KEY =
      new TriggerKey(Documents.RUN, MEMBER, "app", 1, Direction.DO);

  private final SimulatedAgenda agenda = new SimulatedAgenda(Documents.START);
  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final TestingTarget target = new TestingTarget();
  private final TriggerWork work =
      new TriggerWork(
          new RunPorts(
              new InMemoryRolloutStore(),
              records,
              new InMemoryGateRunStore(),
              new OneCluster(),
              target,
              _ -> new Measurement(Documents.START, Documents.START, new Measurement.Refused("")),
              _ -> new AlertReader.Answer.Firing(List.of())),
          new TestingContext(),
          agenda);
  private RolloutState state =
      new Documents()
          .wave(Documents.wave("w"))
          .phase(Documents.phase("app", TestingTrigger.deployment()))
          .start(1);

  private void step(RolloutEvent event) {
    state = RolloutMachine.step(state, event, agenda.instant()).next();
  }

  /// Prepares and sends once; the run knows what came of it.
  private void attempt() {
    step(new RolloutEvent.ProofChanged(MEMBER, true, ""));
    agenda.jump(Duration.ofMinutes(1));
    step(new RolloutEvent.Tick());
    step(work.prepare(state, KEY));
    step(work.send(state, KEY));
  }

  private Optional<Node> before() {
    return records.before(Documents.RUN, MEMBER, "app") instanceof Found.Read<Node>(var before)
        ? before
        : Optional.empty();
  }

  @Test
  void theBeforeValue_isWhatTheSendThatTookEffectReplaced() {
    target.answer = new SendOutcome.Conflict("422");
    attempt();
    assertThat(before()).contains(Node.text("v1"));

    target.holds = "v2";
    target.answer = new SendOutcome.Sent("uid", Node.object());
    attempt();

    assertThat(target.sent).hasSize(2);
    assertThat(before()).contains(Node.text("v2"));
  }

  @Test
  void theBeforeValue_stays_onceASendMayHaveTakenEffect() {
    target.answer = new SendOutcome.Lost("time-out");
    attempt();
    step(work.resolve(state, KEY));

    target.holds = "v2";
    attempt();

    assertThat(target.sent).hasSize(2);
    assertThat(before()).contains(Node.text("v1"));
  }

  @Test
  void anIntentThatTheStateDoesNotName_isNotSent() {
    step(new RolloutEvent.ProofChanged(MEMBER, true, ""));
    step(work.prepare(state, KEY));
    records.keepIntent(new Intent(KEY, "uid", Node.text("v9"), Node.text("recorded later")));

    assertThat(work.send(state, KEY)).isInstanceOf(RolloutEvent.TriggerConflict.class);
    assertThat(target.sent).isEmpty();
  }

  @Test
  void aKeyOfWhichNothingWasRecorded_leavesNothing() {
    assertThat(work.clear(state, KEY.ofAttempt(2)))
        .contains(new RolloutEvent.TriggerCleared(KEY.ofAttempt(2)));
    assertThat(target.deleted).isEmpty();
  }

  @Test
  void everyAttempt_isDeleted_andOneThatIsLeftIsSaidSo() {
    records.keepIntent(new Intent(KEY, "uid", Node.nothing(), Node.nothing()));
    records.keepIntent(new Intent(KEY.ofAttempt(2), "uid", Node.nothing(), Node.nothing()));
    target.reachable = false;
    assertThat(work.clear(state, KEY.ofAttempt(2))).isEmpty();

    target.reachable = true;
    assertThat(work.clear(state, KEY.ofAttempt(2))).isPresent();
    assertThat(target.deleted).containsExactlyInAnyOrder(KEY, KEY.ofAttempt(2));
  }

  private static final class OneCluster implements ClusterPort {
    @Override
    public Listing list() {
      return new Listing.Listed(List.of());
    }

    @Override
    public Identity identity(ClusterId cluster) {
      return new Identity.Known("uid");
    }
  }
}
