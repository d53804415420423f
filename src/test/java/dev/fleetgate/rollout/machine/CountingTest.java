package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.retries;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Semantics, "Counting": rounding, slots, budgets, breaches.
final class CountingTest {
  @ParameterizedTest(name = "{0} of {1}: concurrency {2}, maximum {3}, minSucceeded {4}")
  @CsvSource({
    "10%, 10, 1, 1, 1",
    "10%, 19, 1, 1, 2",
    "10%, 9, 1, 0, 1",
    "33%, 10, 3, 3, 4",
    "100%, 7, 7, 7, 7",
    "0%, 7, 1, 0, 0",
    "2, 10, 2, 2, 2",
    "0, 10, 1, 0, 0"
  })
  void concurrencyAndMaximaRoundDown_minSucceededRoundsUp(
      String amount, int size, int concurrency, int maximum, int minSucceeded) {
    int number = Integer.parseInt(amount.replace("%", ""));
    Amount parsed = new Amount(number, amount.endsWith("%"));
    Limits limits = Limits.of(budget(concurrency(wave("w"), parsed), parsed, parsed, parsed), size);

    assertThat(limits).isEqualTo(new Limits(size, concurrency, maximum, maximum, minSucceeded));
  }

  private static Documents one(Amount concurrency, Amount failed, Amount least) {
    return new Documents()
        .wave(budget(concurrency(wave("w"), concurrency), failed, Amount.of(0), least))
        .phase(phase("app", TestingTrigger.deployment()));
  }

  @Test
  void slots_areNeverExceeded_andFreedByTheEndOfAMember() {
    Play play = Play.begun(one(Amount.of(2), Amount.of(0), Amount.of(0)).start(4));

    assertThat(play.at("w-2")).isInstanceOf(MemberState.Triggering.class);
    assertThat(play.at("w-3")).isInstanceOf(MemberState.Pending.class);
    play.through("w-2", "app");
    assertThat(play.at("w-3")).isInstanceOf(MemberState.Triggering.class);
    assertThat(play.at("w-4")).isInstanceOf(MemberState.Pending.class);
  }

  @Test
  void breach_isStrictlyMoreThanAllowed() {
    Play play = Play.begun(one(Amount.of(1), Amount.of(1), Amount.of(0)).start(4));

    play.triggered(play.key("w-1", "app", 1)).fail("w-1", "app");
    assertThat(play.holds()).isEmpty();
    play.triggered(play.key("w-2", "app", 1)).fail("w-2", "app");

    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
    assertThat(play.state().holds().first().reason())
        .isEqualTo("wave w: 2 failed of 4 (expected: <= maxFailed 1)");
    assertThat(play.at("w-3")).isInstanceOf(MemberState.Pending.class);
  }

  @Test
  void resume_acceptsTheFailedSoFar_onlyMoreHaltsAgain() {
    Play play = Play.begun(one(Amount.of(1), Amount.of(0), Amount.of(0)).start(4));

    play.triggered(play.key("w-1", "app", 1)).fail("w-1", "app").verb(Verb.RESUME);
    assertThat(play.holds()).isEmpty();
    play.through("w-2", "app");
    assertThat(play.holds()).isEmpty();
    play.triggered(play.key("w-3", "app", 1)).fail("w-3", "app");

    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
  }

  @Test
  void failuresInsideTheBudget_stillSucceed() {
    Play play = Play.begun(one(Amount.of(1), Amount.of(1), Amount.of(0)).start(2));

    play.triggered(play.key("w-1", "app", 1)).fail("w-1", "app").through("w-2", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Failed.class);
  }

  @Test
  void missedMinSucceeded_isJudgedOnceNobodyCanMove_haltsAndNeverRollsBack() {
    Documents document =
        new Documents()
            .wave(budget(wave("w"), Amount.of(0), Amount.of(0), Amount.percent(100)))
            .phase(phase("app", TestingTrigger.deployment()))
            .onBreach(Response.ROLLBACK, Scope.RUN);
    Play play = Play.begun(document.start(2));
    play.down("w-1").verb(Verb.RESUME);
    assertThat(play.holds()).as("others can still move").isEmpty();

    play.through("w-2", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
    assertThat(play.state().holds().first().reason())
        .isEqualTo("wave w: 1 succeeded of 2 (expected: >= minSucceeded 2)");
    assertThat(play.state().waves().getFirst().phase()).isEqualTo(WaveState.Phase.BREACHED);
    play.verb(Verb.RESUME);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void retries_repeatAFailedTrigger_neverAFailedGate() {
    Documents document =
        new Documents()
            .wave(wave("w"))
            .phase(retries(phase("app", TestingTrigger.deployment()), 1));
    Play play = Play.begun(document.start(1));

    play.prepared(play.key("w-1", "app", 1)).sent(play.key("w-1", "app", 1));
    play.progress(play.key("w-1", "app", 1), new Progress.Failed("crash"));
    play.triggered(play.key("w-1", "app", 2));
    play.judged(play.gate("w-1", "app", 2), new Verdict.Fail("0.2"));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Failed.class);
    assertThat(play.sends()).containsExactly("w-1 app 1 DO", "w-1 app 2 DO");
  }

  @Test
  void timedOut_countsAsFailed() {
    Play play = Play.begun(one(Amount.of(1), Amount.of(0), Amount.of(0)).start(2));

    play.prepared(play.key("w-1", "app", 1)).sent(play.key("w-1", "app", 1));
    play.later(Duration.ofMinutes(11));
    play.progress(play.key("w-1", "app", 1), new Progress.Running("1 of 2"));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.TimedOut.class);
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
  }
}
