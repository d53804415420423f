package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import org.junit.jupiter.api.Test;

/// The main ways through a run, from the first state to the end.
final class RunTest {
  private static Documents twoWaves() {
    return new Documents()
        .wave(wave("canary"))
        .wave(wave("rest"))
        .phase(phase("app", TestingTrigger.deployment()));
  }

  @Test
  void goodChange_goesWaveByWave_andSucceeds() {
    Play play = Play.begun(twoWaves().start(1, 2));

    play.through("canary-1", "app").through("rest-1", "app").through("rest-2", "app");

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    assertThat(play.sends())
        .containsExactly("canary-1 app 1 DO", "rest-1 app 1 DO", "rest-2 app 1 DO");
    assertThat(play.actions()).contains(new Action.Finish(Documents.RUN));
  }

  @Test
  void failedGate_rollsBack_andTheNextWaveIsNeverTouched() {
    Play play = Play.begun(twoWaves().onBreach(Response.ROLLBACK, Scope.WAVE).start(1, 2));

    play.triggered(play.key("canary-1", "app", 1)).fail("canary-1", "app");
    assertThat(play.at("canary-1")).isInstanceOf(MemberState.Undoing.class);
    play.triggered(play.undoKey("canary-1", "app"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
    assertThat(play.at("canary-1")).isInstanceOf(MemberState.Undone.class);
    assertThat(play.sends()).containsExactly("canary-1 app 1 DO", "canary-1 app 1 UNDO");
  }
}
