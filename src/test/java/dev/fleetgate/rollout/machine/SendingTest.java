package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Obstacle;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Semantics, "Sending a trigger, at most once" and "Identity".
final class SendingTest {
  private final Documents document =
      new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.deployment()));
  private final Play play = Play.begun(document.start(2));
  private final TriggerKey key = play.key("w-1", "app", 1);

  private TriggerStep step() {
    return play.member("w-1").track().step();
  }

  @Test
  void send_isReturnedOnlyWithTheStateThatSaysSending() {
    play.prepared(key);

    assertThat(play.actions()).contains(new Action.Send(key));
    assertThat(step()).isInstanceOf(TriggerStep.Sending.class);
    assertThat(play.member("w-1").touched()).isTrue();
  }

  @Test
  void pauseBeforePrepared_keepsTheTriggerBack_andPreparesAnewAfterResume() {
    play.verb(Verb.PAUSE).prepared(key);

    assertThat(play.sends()).isEmpty();
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Pending.class);
    assertThat(play.waiting("w-1").reason()).isEqualTo(Wait.Reason.RUN_HELD);
    play.verb(Verb.RESUME);
    assertThat(play.actions()).contains(new Action.Prepare(key));
  }

  @Test
  void restartInSending_isResolved_neverSentAgain() {
    play.prepared(key).tell(new RolloutEvent.Restarted());

    assertThat(play.actions()).contains(new Action.Resolve(key, play.now()));
    assertThat(play.actions()).doesNotContain(new Action.Send(key));
    play.sent(key);
    assertThat(step()).isInstanceOf(TriggerStep.Sent.class);
    assertThat(play.sends()).hasSize(1);
  }

  @Test
  void absentAfterALostAnswer_goesBackToIntended_whereHoldsAreCheckedAgain() {
    play.prepared(key).tell(new RolloutEvent.TriggerLost(key, "time-out")).verb(Verb.PAUSE);
    play.tell(new RolloutEvent.TriggerAbsent(key));

    assertThat(step()).isInstanceOf(TriggerStep.Intended.class);
    assertThat(play.actions()).doesNotContain(new Action.Prepare(key));
    play.verb(Verb.RESUME).prepared(key);
    assertThat(play.sends()).hasSize(2);
  }

  @Test
  void lostAnswerThatCannotBeResolved_isTriedAgainWithPauses() {
    play.prepared(key).tell(new RolloutEvent.TriggerLost(key, "time-out"));
    assertThat(play.actions()).contains(new Action.Resolve(key, play.now()));
    play.tell(new RolloutEvent.TriggerLost(key, "time-out"));

    assertThat(play.actions()).contains(new Action.Resolve(key, play.now().plus(Pace.RESOLVE)));
    assertThat(play.waiting("w-1").reason()).isEqualTo(Wait.Reason.RESOLVING);
  }

  @Test
  void unknown_isHeld_keepsItsSlot_andEndsByRetry() {
    play.prepared(key).tell(new RolloutEvent.TriggerLost(key, "time-out"));
    play.tell(new RolloutEvent.TriggerUnknown(key, "changed by somebody"));

    assertThat(play.at("w-1")).isInstanceOf(Held.class);
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Pending.class);
    play.verb(Verb.RETRY, "w-1").triggered(play.key("w-1", "app", 2));
    assertThat(play.sends()).containsExactly("w-1 app 1 DO", "w-1 app 2 DO");
  }

  @Test
  void conflict_isRecordedAnew() {
    play.prepared(key).tell(new RolloutEvent.TriggerConflict(key, "409"));
    play.after(Pace.AFTER_CONFLICT);

    assertThat(play.actions()).contains(new Action.Prepare(key));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswer_saysWhetherTheTargetMayBeAltered(RolloutEvent answer, boolean altered) {
    play.prepared(key);
    assertThat(play.member("w-1").track().traces().altered()).isFalse();

    play.tell(answer);

    assertThat(play.member("w-1").track().traces().altered()).isEqualTo(altered);
  }

  private static Stream<Arguments> answers() {
    TriggerKey key = new TriggerKey(Documents.RUN, new ClusterId("w-1"), "app", 1, Direction.DO);
    return Stream.of(
        arguments(new RolloutEvent.TriggerConflict(key, "409"), false),
        arguments(new RolloutEvent.TriggerRefused(key, false, "403"), false),
        arguments(new RolloutEvent.TriggerLost(key, "time-out"), true),
        arguments(new RolloutEvent.TriggerAbsent(key), true),
        arguments(new RolloutEvent.TriggerUnknown(key, "changed by somebody"), true),
        arguments(new RolloutEvent.TriggerSent(key, "object"), true));
  }

  @Test
  void foundSentWhileHeldBeforeSending_isFollowedToItsEnd() {
    Play alerting = Play.begun(document.onAlert("severity=\"page\"", Response.HALT).start(1));
    alerting.prepared(key).tell(new RolloutEvent.TriggerLost(key, "time-out"));
    alerting.tell(new RolloutEvent.TriggerAbsent(key));
    alerting.tell(new RolloutEvent.PreparationFailed(key, Obstacle.ALERTS_UNREADABLE, "no answer"));
    assertThat(alerting.at("w-1")).isInstanceOf(Held.class);

    alerting.sent(key);

    assertThat(alerting.at("w-1")).isInstanceOf(MemberState.Triggering.class);
    alerting.succeeded(key);
    assertThat(alerting.at("w-1")).isInstanceOf(MemberState.Gating.class);
    assertThat(alerting.sends()).hasSize(1);
  }

  @Test
  void definiteNo_isAFailedAttempt() {
    play.prepared(key).tell(new RolloutEvent.TriggerRefused(key, false, "403 Forbidden"));

    assertThat(play.at("w-1"))
        .isEqualTo(
            new MemberState.Failed(
                MemberState.Cause.REFUSED, "phase app: 403 Forbidden", play.now()));
  }

  @Test
  void nameTaken_isAFailureOfItsOwn() {
    play.prepared(key).tell(new RolloutEvent.TriggerRefused(key, true, "not ours"));

    assertThat(play.at("w-1"))
        .isInstanceOfSatisfying(
            MemberState.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(MemberState.Cause.NAME_TAKEN));
  }

  @Test
  void otherUid_isHeld_andNothingIsSent() {
    Play two =
        Play.begun(
            new Documents()
                .wave(wave("w"))
                .phase(phase("one", TestingTrigger.deployment()))
                .phase(phase("two", TestingTrigger.deployment()))
                .start(1));
    two.through("w-1", "one");

    two.tell(new RolloutEvent.Prepared(two.key("w-1", "two", 1), "h", "another", List.of()));

    assertThat(two.at("w-1"))
        .isInstanceOfSatisfying(
            Held.class, held -> assertThat(held.reason()).isEqualTo(Held.Reason.IDENTITY_CHANGED));
    assertThat(two.sends()).hasSize(1);
    two.after(Duration.ofMinutes(2)).prepared(two.key("w-1", "two", 1));
    assertThat(two.sends()).hasSize(2);
  }

  @Test
  void alertsUnreadableBeforeTheFirstTrigger_holdTheMember() {
    Play alerting = Play.begun(document.onAlert("severity=\"page\"", Response.HALT).start(1));

    alerting.tell(new RolloutEvent.PreparationFailed(key, Obstacle.ALERTS_UNREADABLE, "no answer"));
    assertThat(alerting.waiting("w-1").reason()).isEqualTo(Wait.Reason.ALERTS_UNREADABLE);
    alerting.after(Pace.PREPARE_AGAIN);
    assertThat(alerting.actions()).contains(new Action.Prepare(key));
    alerting.prepared(key, new FiringAlert(Map.of("severity", "page"), Documents.START));

    assertThat(alerting.member("w-1").alerts().known()).hasSize(1);
    assertThat(alerting.sends()).hasSize(1);
  }

  @Test
  void unprovenMonitoring_holdsTheFirstTrigger_andOthersGoOn() {
    Play unproven = new Play(document.start(2));
    unproven.tell(new RolloutEvent.Tick());
    assertThat(unproven.waiting("w-1").reason()).isEqualTo(Wait.Reason.MONITORING_UNPROVEN);

    unproven.tell(new RolloutEvent.ProofChanged(new ClusterId("w-2"), true, ""));

    assertThat(unproven.at("w-2")).isInstanceOf(MemberState.Triggering.class);
    assertThat(unproven.at("w-1")).isInstanceOf(MemberState.Pending.class);
  }

  @Test
  void objectIsLetGo_onlyOnceItsOutcomeIsWritten() {
    Play job =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.job())).start(1));
    job.prepared(key).sent(key).succeeded(key);

    assertThat(job.actions()).contains(new Action.Release(key));
    job.tell(new RolloutEvent.Restarted());
    assertThat(job.actions()).contains(new Action.Release(key));
    job.tell(new RolloutEvent.TriggerReleased(key)).tell(new RolloutEvent.Restarted());
    assertThat(job.actions()).doesNotContain(new Action.Release(key));
  }

  @Test
  void objectOfAnAttemptThatWasReplaced_isLetGo_alsoAfterARestart() {
    Play job =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.job())).start(1));
    job.prepared(key).sent(key).progress(key, new Progress.Failed("exit code 1"));
    job.verb(Verb.RETRY, "w-1").prepared(key.ofAttempt(2)).sent(key.ofAttempt(2));

    job.tell(new RolloutEvent.Restarted());
    assertThat(job.actions()).contains(new Action.Release(key));
    job.tell(new RolloutEvent.TriggerReleased(key)).tell(new RolloutEvent.Restarted());
    assertThat(job.actions()).doesNotContain(new Action.Release(key));
  }

  @Test
  void overtakenEvents_areIgnoredAndReported() {
    play.triggered(key).sent(key);

    assertThat(play.actions()).containsExactly(new Action.Overtaken("TriggerSent"));
  }
}
