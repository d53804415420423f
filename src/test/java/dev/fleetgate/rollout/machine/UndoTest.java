package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.tolerant;
import static dev.fleetgate.rollout.Documents.undo;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Obstacle;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Semantics, "Undo" and the verb `rollback`.
final class UndoTest {
  private static Documents app() {
    return new Documents()
        .wave(wave("canary"))
        .wave(concurrency(wave("rest"), Amount.of(2)))
        .phase(phase("app", TestingTrigger.deployment()));
  }

  private static Play rolledOut(Documents document) {
    return Play.begun(document.start(1, 3))
        .through("canary-1", "app")
        .through("rest-1", "app")
        .through("rest-2", "app");
  }

  @Test
  void aMemberWhoseTargetRefusedEverySend_hasNothingToUndo() {
    Play play = Play.begun(app().start(1, 1));
    play.prepared(play.key("canary-1", "app", 1));
    play.tell(new RolloutEvent.TriggerConflict(play.key("canary-1", "app", 1), "422"));

    play.verb(Verb.ROLLBACK);

    assertThat(play.at("canary-1")).isInstanceOf(MemberState.Undone.class);
    assertThat(play.actions()).doesNotContain(new Action.Prepare(play.undoKey("canary-1", "app")));
  }

  @Test
  void undo_goesInReverseOrderOfTouch_withinTheWavesConcurrency() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK);

    assertThat(play.at("rest-2")).isInstanceOf(MemberState.Undoing.class);
    assertThat(play.at("rest-1")).isInstanceOf(MemberState.Undoing.class);
    assertThat(play.at("canary-1")).isInstanceOf(MemberState.UndoPending.class);
    play.triggered(play.undoKey("rest-2", "app")).triggered(play.undoKey("rest-1", "app"));
    play.triggered(play.undoKey("canary-1", "app"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
    assertThat(play.at("rest-3")).isInstanceOf(MemberState.Pending.class);
  }

  @Test
  void scopeWave_leavesEarlierWavesAsTheyAre() {
    Play play =
        Play.begun(app().onBreach(Response.ROLLBACK, Scope.WAVE).start(1, 2))
            .through("canary-1", "app");
    play.triggered(play.key("rest-1", "app", 1)).fail("rest-1", "app");
    play.triggered(play.undoKey("rest-1", "app"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
    assertThat(play.at("canary-1")).isInstanceOf(MemberState.Succeeded.class);
  }

  @Test
  void phasesOfAMember_areUndoneInReverse_andThoseThatChangeNothingArePassedOver() {
    Documents document =
        new Documents()
            .wave(wave("w"))
            .phase(phase("one", TestingTrigger.deployment()))
            .phase(undo(phase("check", TestingTrigger.job()), Undo.NONE))
            .phase(phase("two", TestingTrigger.deployment()));
    Play play = Play.begun(document.start(1)).through("w-1", "one").through("w-1", "check");
    play.triggered(play.key("w-1", "two", 1)).verb(Verb.ROLLBACK);

    play.triggered(play.undoKey("w-1", "two")).triggered(play.undoKey("w-1", "one"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
    assertThat(play.sends().subList(3, 5)).containsExactly("w-1 two 1 UNDO", "w-1 one 1 UNDO");
  }

  @Test
  void changedSince_isUndoImpossible_andTheRunFailed() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK);
    play.triggered(play.undoKey("rest-1", "app"));
    play.tell(
        new RolloutEvent.PreparationFailed(
            play.undoKey("rest-2", "app"), Obstacle.CHANGED_SINCE, "image is v9"));
    play.triggered(play.undoKey("canary-1", "app"));

    assertThat(play.at("rest-2"))
        .isInstanceOfSatisfying(
            MemberState.UndoImpossible.class,
            impossible -> assertThat(impossible.message()).contains("changed since: image is v9"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.FAILED);
  }

  @Test
  void acceptedUndoImpossible_isRolledBack() {
    Documents document =
        new Documents()
            .wave(wave("w"))
            .phase(tolerant(phase("app", TestingTrigger.job()), Duration.ZERO, true));
    Play play =
        Play.begun(document.start(1))
            .triggered(
                new TriggerKey(
                    Documents.RUN, new ClusterId("w-1"), "app", 1, TriggerKey.Direction.DO));

    play.verb(Verb.ROLLBACK);

    assertThat(play.at("w-1")).isInstanceOf(MemberState.UndoImpossible.class);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
  }

  @Test
  void inFlight_isAskedToStop_andUndoneOnceObservedEnded() {
    Play play =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.remote())).start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).verb(Verb.ROLLBACK);

    assertThat(play.actions()).contains(new Action.Stop(key));
    assertThat(play.waiting("w-1").reason()).isEqualTo(Wait.Reason.STOPPING);
    play.tell(new RolloutEvent.StopDelivered(key));
    play.progress(key, new Progress.Stopped("terminated"));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Undoing.class);
  }

  @Test
  void deploymentInFlight_isPatchedOver() {
    Play play = Play.begun(app().start(1, 1));
    TriggerKey key = play.key("canary-1", "app", 1);

    play.prepared(key).sent(key).verb(Verb.ROLLBACK);

    assertThat(play.at("canary-1")).isInstanceOf(MemberState.Undoing.class);
    assertThat(play.actions()).doesNotContain(new Action.Stop(key));
  }

  @Test
  void rollbackWhileSending_waitsUntilItIsKnownWhetherItArrived() {
    Play play = Play.begun(app().start(1, 1));
    TriggerKey key = play.key("canary-1", "app", 1);
    play.prepared(key).verb(Verb.ROLLBACK);

    assertThat(play.at("canary-1")).isInstanceOf(MemberState.UndoPending.class);
    play.tell(new RolloutEvent.TriggerLost(key, "time-out"));
    play.tell(new RolloutEvent.TriggerAbsent(key));
    play.tell(
        new RolloutEvent.PreparationFailed(
            play.undoKey("canary-1", "app"), Obstacle.NOTHING_TO_UNDO, ""));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
  }

  @Test
  void unreachableMember_isUndoPending_callsAPersonAfterUndoTimeout_andGoesOnWhenItAnswers() {
    Play play = rolledOut(app()).down("rest-2").verb(Verb.ROLLBACK);

    assertThat(play.waiting("rest-2").reason()).isEqualTo(Wait.Reason.UNREACHABLE);
    play.triggered(play.undoKey("rest-1", "app")).triggered(play.undoKey("canary-1", "app"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLING_BACK);
    play.after(Duration.ofMinutes(15));
    assertThat(play.holds()).containsExactly(Hold.Kind.NEEDS_PERSON);
    play.up("rest-2").triggered(play.undoKey("rest-2", "app"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
  }

  @Test
  void abortOfARollback_givesUpWhatHasNotBegun_andTheRunFailed() {
    Play play = rolledOut(app()).down("rest-2").verb(Verb.ROLLBACK);
    play.triggered(play.undoKey("rest-1", "app")).triggered(play.undoKey("canary-1", "app"));

    play.verb(Verb.ABORT);

    assertThat(play.at("rest-2")).isInstanceOf(MemberState.UndoImpossible.class);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.FAILED);
  }

  @Test
  void pauseStopsUndo_andNothingElseDoes() {
    Play play = rolledOut(app()).verb(Verb.PAUSE).verb(Verb.ROLLBACK);
    assertThat(play.at("rest-2")).isInstanceOf(MemberState.UndoPending.class);
    assertThat(play.waiting("rest-2").reason()).isEqualTo(Wait.Reason.RUN_HELD);

    play.verb(Verb.RESUME);

    assertThat(play.at("rest-2")).isInstanceOf(MemberState.Undoing.class);
  }

  @Test
  void pauseBeforePrepared_keepsTheUndoBack() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK).verb(Verb.PAUSE);

    play.prepared(play.undoKey("rest-2", "app"));

    assertThat(play.sends()).hasSize(3);
    assertThat(play.at("rest-2")).isInstanceOf(MemberState.UndoPending.class);
    play.verb(Verb.RESUME).prepared(play.undoKey("rest-2", "app"));
    assertThat(play.sends()).hasSize(4);
  }

  @Test
  void failedUndo_canBeRetried_whileTheRollbackGoesOn() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK);
    TriggerKey undo = play.undoKey("rest-2", "app");
    play.prepared(undo).sent(undo).progress(undo, new Progress.Failed("quota"));
    assertThat(play.at("rest-2")).isInstanceOf(MemberState.UndoFailed.class);

    play.verb(Verb.RETRY, "rest-2");
    TriggerKey second =
        new TriggerKey(undo.run(), undo.member(), "app", 2, TriggerKey.Direction.UNDO);
    play.triggered(second).triggered(play.undoKey("rest-1", "app"));
    play.triggered(play.undoKey("canary-1", "app"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
  }

  @Test
  void undoPastItsTimeout_failsOnAReadMadeAfterIt() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK);
    TriggerKey undo = play.undoKey("rest-2", "app");
    play.prepared(undo).sent(undo).later(Duration.ofMinutes(15));

    play.progress(undo, new Progress.Running("1 of 3"));

    assertThat(play.at("rest-2"))
        .isInstanceOfSatisfying(
            MemberState.UndoFailed.class,
            failed -> assertThat(failed.message()).contains("not undone after 15m"));
  }

  @Test
  void restartDuringUndo_resolvesWhatWasBeingSent() {
    Play play = rolledOut(app()).verb(Verb.ROLLBACK);
    TriggerKey undo = play.undoKey("rest-2", "app");
    play.prepared(undo).tell(new RolloutEvent.Restarted());

    assertThat(play.actions()).contains(new Action.Resolve(undo, play.now()));
    assertThat(play.actions()).doesNotContain(new Action.Send(undo));
  }
}
