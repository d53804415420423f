package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Explanation;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Semantics, the table of verbs.
final class VerbsTest {
  private static Play sent() {
    Play play =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.remote())).start(2));
    TriggerKey key = play.key("w-1", "app", 1);
    return play.prepared(key).sent(key);
  }

  private static Play approving() {
    return Play.begun(
        new Documents()
            .wave(
                before(wave("w"), new Requirement.Approval(Duration.ofHours(1), OnTimeout.REJECT)))
            .phase(phase("app", TestingTrigger.remote()))
            .start(1));
  }

  private static Stream<Arguments> legal() {
    Set<Verb> none = EnumSet.noneOf(Verb.class);
    return Stream.of(
        Arguments.of("running", sent(), EnumSet.of(Verb.PAUSE, Verb.ABORT, Verb.ROLLBACK)),
        Arguments.of(
            "paused", sent().verb(Verb.PAUSE), EnumSet.of(Verb.RESUME, Verb.ABORT, Verb.ROLLBACK)),
        Arguments.of(
            "awaiting approval",
            approving(),
            EnumSet.of(Verb.PAUSE, Verb.APPROVE, Verb.REJECT, Verb.ABORT, Verb.ROLLBACK)),
        Arguments.of(
            "halted after a failure",
            sent().succeeded(sent().key("w-1", "app", 1)).fail("w-1", "app"),
            EnumSet.of(Verb.PAUSE, Verb.RESUME, Verb.ABORT, Verb.ROLLBACK, Verb.RETRY)),
        Arguments.of("aborting", sent().verb(Verb.ABORT), none),
        Arguments.of(
            "rolling back", sent().verb(Verb.ROLLBACK), EnumSet.of(Verb.PAUSE, Verb.ABORT)),
        Arguments.of("over", approving().verb(Verb.REJECT), none));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("legal")
  void everyVerb_isLegalOrRefusedWithItsReason(String when, Play play, Set<Verb> legal) {
    for (Verb verb : Verb.values()) {
      var step =
          RolloutMachine.step(
              play.state(),
              new RolloutEvent.VerbAsked(verb, new Actor("ada", "why"), Set.of()),
              play.now());
      boolean refused = step.actions().stream().anyMatch(Action.Refuse.class::isInstance);

      assertThat(refused).as("%s when %s", verb, when).isEqualTo(!legal.contains(verb));
      if (refused) {
        assertThat(step.next().phase()).isEqualTo(play.state().phase());
        assertThat(step.next().holds()).isEqualTo(play.state().holds());
      }
    }
  }

  @Test
  void memberThatHasNotBegun_saysThatTheRunIsPausedOrOver() {
    RolloutState paused = sent().verb(Verb.PAUSE).state();
    RolloutState over = approving().verb(Verb.REJECT).state();

    assertThat(Explanation.of(paused, paused.member(new ClusterId("w-2"))).sentence())
        .isEqualTo("the run is paused");
    assertThat(Explanation.of(over, over.member(new ClusterId("w-1"))))
        .isEqualTo(
            new Explanation(
                "", "untouched: the run ended as Rejected", over.phaseSince(), Instant.MAX));
  }

  @Test
  void requirement_isNamedByWhatItIs() {
    assertThat(approving().state().holds())
        .extracting(hold -> hold.subject())
        .containsExactly("wave w: before: approval");
  }

  @Test
  void everyVerb_carriesWhoAndWhy() {
    Play play = sent().verb(Verb.PAUSE);

    assertThat(play.state().decisions().getLast())
        .isEqualTo(new RolloutState.Decision(play.now(), "ada", "Paused", "because"));
  }

  @Test
  void pause_letsWhatIsInFlightRunOnToItsGate() {
    Play play = sent().verb(Verb.PAUSE);
    play.succeeded(play.key("w-1", "app", 1)).pass("w-1", "app");

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Succeeded.class);
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Pending.class);
  }

  @Test
  void abort_asksToStop_undoesNothing_andEndsWhenTheEndIsObserved() {
    Play play = sent().verb(Verb.ABORT);
    TriggerKey key = play.key("w-1", "app", 1);

    assertThat(play.actions()).contains(new Action.Stop(key));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTING);
    play.tell(new RolloutEvent.StopDelivered(key)).progress(key, new Progress.Stopped("ended"));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Stopped.class);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTED);
    assertThat(play.sends()).hasSize(1);
  }

  @Test
  void abort_endsWithoutAStopThatIsPendingForUndoTimeout_andKeepsTheMark() {
    Play play = sent().verb(Verb.ABORT);
    TriggerKey key = play.key("w-1", "app", 1);
    play.tell(new RolloutEvent.StopFailed(key, "no answer"));

    play.after(Duration.ofMinutes(14));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTING);
    play.after(Duration.ofMinutes(1));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTED);
    assertThat(play.member("w-1").stop().message()).isEqualTo("no answer");
  }

  @Test
  void abortWhileSending_resolvesFirst_andStopsWhatArrived() {
    Play play =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.remote())).start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).verb(Verb.ABORT).tell(new RolloutEvent.TriggerLost(key, "time-out"));
    assertThat(play.actions()).contains(new Action.Resolve(key, play.now()));

    play.sent(key);

    assertThat(play.actions()).contains(new Action.Stop(key));
  }

  @Test
  void deploymentInFlight_isLeftToRollByAnAbort() {
    Play play =
        Play.begun(
            new Documents()
                .wave(wave("w"))
                .phase(phase("app", TestingTrigger.deployment()))
                .start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).verb(Verb.ABORT);

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTED);
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Stopped.class);
  }

  @Test
  void retry_refusesATriggerThatIsNotObservedEnded() {
    Play play = sent().later(Duration.ofMinutes(11));
    play.progress(play.key("w-1", "app", 1), new Progress.Running(""));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.TimedOut.class);

    play.verb(Verb.RETRY);

    assertThat(play.actions())
        .contains(
            new Action.Refuse(
                Verb.RETRY,
                new Mismatch("member w-1 is TimedOut", "failed, timed out and ended, or held")));
    assertThat(play.member("w-1").track().step()).isInstanceOf(TriggerStep.Sent.class);
  }

  @Test
  void anyVerb_ofARunThatIsOver_isRefused() {
    Play play = approving().verb(Verb.ABORT);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTED);

    play.verb(Verb.RESUME);

    assertThat(play.actions())
        .containsExactly(
            new Action.Refuse(
                Verb.RESUME, new Mismatch("the run is over: Aborted", "an unfinished run")));
  }

  @Test
  void retry_ofAnUnknownMember_isRefused() {
    Play play = sent().verb(Verb.RETRY, "nobody");

    assertThat(play.actions())
        .containsExactly(
            new Action.Refuse(
                Verb.RETRY, new Mismatch("no members of the run: [nobody]", "its members")));
  }

  @Test
  void pausedRun_beginsNoWave() {
    Play play =
        Play.begun(
            new Documents()
                .wave(wave("one"))
                .wave(wave("two"))
                .phase(phase("app", TestingTrigger.remote()))
                .start(1, 1));
    play.triggered(play.key("one-1", "app", 1)).verb(Verb.PAUSE).pass("one-1", "app");

    assertThat(play.state().waves().getFirst().phase()).isEqualTo(WaveState.Phase.PASSED);
    assertThat(play.state().waves().getLast().phase()).isEqualTo(WaveState.Phase.PENDING);
    play.verb(Verb.RESUME);
    assertThat(play.at("two-1")).isInstanceOf(MemberState.Triggering.class);
  }

  @Test
  void rollbackOfLaterWaves_alsoStopsWhatIsInFlightInEarlierOnes_andWaitsForIt() {
    Play play =
        Play.begun(
            new Documents()
                .wave(budget(wave("one"), Amount.of(1), Amount.of(0), Amount.of(0)))
                .wave(wave("two"))
                .phase(phase("app", TestingTrigger.remote()))
                .onBreach(Response.ROLLBACK, Scope.WAVE)
                .start(1, 1));
    play.triggered(play.key("one-1", "app", 1)).fail("one-1", "app").verb(Verb.RETRY, "one-1");
    TriggerKey again = play.key("one-1", "app", 2);
    play.prepared(again).sent(again);
    play.triggered(play.key("two-1", "app", 1)).fail("two-1", "app");
    assertThat(play.all()).contains(new Action.Stop(again));

    play.triggered(play.undoKey("two-1", "app"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLING_BACK);
    play.progress(again, new Progress.Stopped("ended"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
  }
}
