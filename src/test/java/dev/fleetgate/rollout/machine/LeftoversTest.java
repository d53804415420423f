package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.retries;
import static dev.fleetgate.rollout.Documents.undo;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Semantics, "Sending a trigger": objects are deleted by us, a day after the run's end.
final class LeftoversTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static Play with(Trigger trigger) {
    return Play.begun(
        new Documents().wave(wave("w")).phase(undo(phase("app", trigger), Undo.NONE)).start(1));
  }

  private static Play succeeded(Trigger trigger) {
    Play play = with(trigger).through("w-1", "app");
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    return play;
  }

  private static List<Action> cleared(Play play) {
    return play.actions().stream().filter(Action.Clear.class::isInstance).toList();
  }

  @Test
  void aJob_isDeletedADayAfterTheEnd_notBefore() {
    Play play = succeeded(TestingTrigger.job());
    TriggerKey key = play.key("w-1", "app", 1);

    play.after(DAY.minusSeconds(1));
    assertThat(cleared(play)).isEmpty();
    assertThat(play.lookAgainAt()).contains(play.state().phaseSince().plus(DAY));

    play.after(Duration.ofSeconds(1));
    assertThat(cleared(play)).containsExactly(new Action.Clear(key));
  }

  @Test
  void aDeletionWithoutAnAnswer_isAskedForAgain_alsoAfterARestart() {
    Play play = succeeded(TestingTrigger.job()).after(DAY);
    assertThat(play.lookAgainAt()).contains(play.now().plus(Pace.CLEAR_AGAIN));

    play.after(Pace.CLEAR_AGAIN);
    assertThat(cleared(play)).hasSize(1);
    play.tell(new RolloutEvent.Restarted());
    assertThat(cleared(play)).hasSize(1);

    play.tell(new RolloutEvent.TriggerCleared(play.key("w-1", "app", 1)));
    assertThat(play.state().leaves()).isFalse();
    assertThat(play.lookAgainAt()).isEmpty();
    play.tell(new RolloutEvent.Restarted());
    assertThat(cleared(play)).isEmpty();
  }

  @Test
  void whatNoClusterConfirms_isForgottenAfterThirtyDays_andTheRunSaysSo() {
    Play play = succeeded(TestingTrigger.job()).after(Pace.OBJECTS_SOUGHT.minusSeconds(1));
    assertThat(cleared(play)).hasSize(1);

    play.after(Duration.ofSeconds(1));

    assertThat(play.actions()).containsExactly(new Action.Forget(play.key("w-1", "app", 1)));
    assertThat(play.state().leaves()).isFalse();
    assertThat(play.lookAgainAt()).isEmpty();
    assertThat(play.state().decisions().getLast().why())
        .isEqualTo(
            "no deletion was confirmed within 30 days of the end;"
                + " label fleetgate.dev/rollout=run-1 on [w-1]");
  }

  @Test
  void aProcessThatComesAfterThirtyDays_asksOnceMoreBeforeItForgets() {
    Play play = succeeded(TestingTrigger.job()).after(Pace.OBJECTS_SOUGHT.minusSeconds(1));

    play.later(DAY).tell(new RolloutEvent.Restarted());
    assertThat(cleared(play)).hasSize(1);
    assertThat(play.state().leaves()).isTrue();

    play.after(Pace.CLEAR_AGAIN);
    assertThat(play.state().leaves()).isFalse();
  }

  @Test
  void everyAttempt_isMeant_byTheKeyOfTheLast() {
    Play play =
        Play.begun(
            new Documents()
                .wave(wave("w"))
                .phase(retries(phase("app", TestingTrigger.job()), 1))
                .start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).progress(key, new Progress.Failed("exit code 1"));
    play.triggered(key.ofAttempt(2));
    play.judged(play.gate("w-1", "app", 2), new Verdict.Pass("0.01 (expected: < 0.05)"));

    play.after(DAY);

    assertThat(cleared(play)).containsExactly(new Action.Clear(key.ofAttempt(2)));
  }

  @Test
  void whatMadeNoObject_leavesNothing() {
    assertThat(succeeded(TestingTrigger.deployment()).state().leaves()).isFalse();
    assertThat(with(TestingTrigger.job()).verb(Verb.ABORT).state().leaves()).isFalse();
  }
}
