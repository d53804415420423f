package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.tolerant;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Semantics, "Unreachable".
final class UnreachableTest {
  private static Documents allowing(int unreachable) {
    return new Documents()
        .wave(
            budget(
                concurrency(wave("w"), Amount.of(1)),
                Amount.of(0),
                Amount.of(unreachable),
                Amount.of(0)))
        .phase(phase("app", TestingTrigger.deployment()))
        .onBreach(Response.ROLLBACK, Scope.RUN);
  }

  @Test
  void deadCluster_insideTheBudget_neverHoldsUpOthers() {
    Play play = Play.begun(allowing(1).start(3)).down("w-1");

    play.through("w-2", "app").through("w-3", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Unreachable.class);
    assertThat(play.sends()).containsExactly("w-2 app 1 DO", "w-3 app 1 DO");
  }

  @Test
  void breachOfMaxUnreachable_halts_andNeverRollsBack() {
    Play play = Play.begun(allowing(0).start(2)).down("w-1");

    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
  }

  @Test
  void memberThatAnswersAgain_goesOnWhereItWas_withinTheSlots() {
    Play play = Play.begun(allowing(1).start(2));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).down("w-1");
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Triggering.class);

    play.up("w-1");
    assertThat(play.at("w-1")).as("no slot").isInstanceOf(MemberState.Unreachable.class);
    play.through("w-2", "app");

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Triggering.class);
    assertThat(play.actions()).contains(new Action.Poll(key, play.now()));
    play.succeeded(key).pass("w-1", "app");
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(play.sends()).hasSize(2);
  }

  @Test
  void triggerThatEndedMeanwhile_isTakenUpFromThere() {
    Play play = Play.begun(allowing(1).start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).down("w-1");
    play.progress(key, new Progress.Failed("crash"));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Unreachable.class);

    play.up("w-1");

    assertThat(play.sends()).hasSize(1);
  }

  @Test
  void unreachableGrace_isTheTimeThePhaseMayTakeTheServerDown() {
    Documents document =
        new Documents()
            .wave(wave("w"))
            .phase(
                tolerant(phase("app", TestingTrigger.deployment()), Duration.ofMinutes(10), false));
    Play play = Play.begun(document.start(1));
    play.prepared(play.key("w-1", "app", 1)).sent(play.key("w-1", "app", 1)).down("w-1");

    play.after(Duration.ofMinutes(9));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Triggering.class);
    play.after(Duration.ofMinutes(1));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Unreachable.class);
  }

  @Test
  void succeededMemberThatDies_countsUntilItsWaveHasPassed() {
    Play play = Play.begun(allowing(0).start(2)).through("w-1", "app").down("w-1");

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Unreachable.class);
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
    play.up("w-1").verb(Verb.RESUME).through("w-2", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void afterItsWavePassed_aMemberGoesOnOnlyByRetry() {
    Documents document = allowing(1).wave(wave("x"));
    Play play = Play.begun(document.start(2, 1)).down("w-1").through("w-2", "app");
    play.up("w-1");
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Unreachable.class);

    play.verb(Verb.RETRY, "w-1").through("w-1", "app").through("x-1", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Succeeded.class);
  }
}
