package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.after;
import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Semantics, "Gates in a rollout": gates before and after a wave (ADR 0010).
final class WaveGatesTest {
  private static final GateRef SLO = new GateRef("slo", Map.of());

  private static GateKey key(String member, GateKey.Place place, int round) {
    return new GateKey(Documents.RUN, new ClusterId(member), place, "w", 0, round);
  }

  private static Play afterWave() {
    Documents document =
        new Documents()
            .wave(
                budget(
                    concurrency(after(wave("w"), new Requirement.GateCheck(SLO)), Amount.of(2)),
                    Amount.of(0),
                    Amount.of(1),
                    Amount.of(0)))
            .phase(phase("app", TestingTrigger.deployment()));
    return Play.begun(document.start(2)).through("w-1", "app").through("w-2", "app");
  }

  private static Play judged(Play play, GateKey key, Verdict verdict) {
    return play.tell(new RolloutEvent.GateJudged(key, verdict, true));
  }

  @Test
  void gateAfterAWave_runsForEachSucceededMember_withItsOwnCompletion() {
    Play play = afterWave();

    assertThat(play.actions())
        .contains(
            new Action.StartGate(key("w-1", GateKey.Place.AFTER, 1), SLO, play.now()),
            new Action.StartGate(key("w-2", GateKey.Place.AFTER, 1), SLO, play.now()));
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    assertThat(play.state().phase()).as("one of two").isEqualTo(RolloutState.Phase.RUNNING);
    judged(play, key("w-2", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void failAfterAWave_movesTheMemberFromSucceededToFailed_andTheBudgetDecides() {
    Play play = afterWave();

    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Fail("0.2"));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Failed.class);
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
  }

  @Test
  void inconclusiveGateOfAWave_callsAPerson_andStillPassesLater() {
    Play play = afterWave();
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));

    judged(
        play,
        key("w-2", GateKey.Place.AFTER, 1),
        new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "no series"));
    assertThat(play.holds()).containsExactly(Hold.Kind.NEEDS_PERSON);
    judged(play, key("w-2", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void usedUpLimitOfAGateOfAWave_callsAPersonAtOnce() {
    Play play = afterWave();
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    Verdict spent = new Verdict.Errored("400 bad_data");

    play.tell(new RolloutEvent.GateJudged(key("w-2", GateKey.Place.AFTER, 1), spent, false));
    assertThat(play.holds()).as("waits").isEmpty();
    play.tell(new RolloutEvent.GateHeld(key("w-2", GateKey.Place.AFTER, 1), spent));

    assertThat(play.holds()).containsExactly(Hold.Kind.NEEDS_PERSON);
    judged(play, key("w-2", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void gateOfAWave_callsAPerson_pastTheGateTimeoutOfItsPhase() {
    Play play = afterWave();
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    play.tell(new RolloutEvent.GateStarted(key("w-2", GateKey.Place.AFTER, 1), play.now()));

    play.after(Duration.ofMinutes(20).minusSeconds(1));
    assertThat(play.holds()).isEmpty();
    play.after(Duration.ofSeconds(1));

    assertThat(play.holds()).containsExactly(Hold.Kind.NEEDS_PERSON);
  }

  @Test
  void memberThatDiesInAfter_isNoLongerAsked_andAskedAgainWhenItAnswers() {
    Play play = afterWave().down("w-2");

    assertThat(play.actions()).contains(new Action.StopGate(key("w-2", GateKey.Place.AFTER, 1)));
    play.up("w-2");
    assertThat(play.actions())
        .contains(new Action.StartGate(key("w-2", GateKey.Place.AFTER, 1), SLO, play.now()));
  }

  @Test
  void restart_asksAgainForOpenGates() {
    Play play = afterWave();
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));

    play.tell(new RolloutEvent.Restarted());

    assertThat(play.actions())
        .contains(new Action.StartGate(key("w-2", GateKey.Place.AFTER, 1), SLO, play.now()))
        .doesNotContain(new Action.StartGate(key("w-1", GateKey.Place.AFTER, 1), SLO, play.now()));
  }

  private static Play beforeWave() {
    Documents document =
        new Documents()
            .wave(
                budget(
                    before(wave("w"), new Requirement.GateCheck(SLO)),
                    Amount.of(1),
                    Amount.of(1),
                    Amount.of(0)))
            .phase(phase("app", TestingTrigger.deployment()));
    return Play.begun(document.start(2));
  }

  @Test
  void gateBeforeAWave_hasNoCompletion_andNothingIsSentUntilAllPassed() {
    Play play = beforeWave();

    assertThat(play.all())
        .contains(new Action.StartGate(key("w-1", GateKey.Place.BEFORE, 1), SLO, Instant.EPOCH));
    judged(play, key("w-1", GateKey.Place.BEFORE, 1), new Verdict.Pass("ok"));
    play.prepared(play.key("w-1", "app", 1));
    assertThat(play.sends()).isEmpty();
    judged(play, key("w-2", GateKey.Place.BEFORE, 1), new Verdict.Pass("ok"));
    play.prepared(play.key("w-1", "app", 1));
    assertThat(play.sends()).hasSize(1);
  }

  @Test
  void failBeforeAWave_failsTheWaitingMember_andARetryAsksTheGateAgain() {
    Play play = beforeWave();
    judged(play, key("w-1", GateKey.Place.BEFORE, 1), new Verdict.Fail("0.2"));
    judged(play, key("w-2", GateKey.Place.BEFORE, 1), new Verdict.Pass("ok"));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Failed.class);
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Triggering.class);

    play.verb(Verb.RETRY, "w-1");

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Pending.class);
    assertThat(play.actions())
        .contains(new Action.StartGate(key("w-1", GateKey.Place.BEFORE, 2), SLO, Instant.EPOCH));
  }

  @Test
  void retriedMember_takesItsWaveBack_andTheGateAfterIsAskedAnew() {
    Play play = afterWave();
    judged(play, key("w-2", GateKey.Place.AFTER, 1), new Verdict.Pass("ok"));
    judged(play, key("w-1", GateKey.Place.AFTER, 1), new Verdict.Fail("0.2"));
    play.verb(Verb.RETRY, "w-1").verb(Verb.RESUME);

    play.triggered(play.key("w-1", "app", 2));
    play.judged(play.gate("w-1", "app", 2), new Verdict.Pass("ok"));

    assertThat(play.actions())
        .contains(
            new Action.StartGate(key("w-1", GateKey.Place.AFTER, 2), SLO, play.now()),
            new Action.StartGate(key("w-2", GateKey.Place.AFTER, 2), SLO, play.now()));
  }
}
