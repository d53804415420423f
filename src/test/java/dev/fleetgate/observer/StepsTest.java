package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.machine.RolloutMachine;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepsTest {
  private static final ClusterId MEMBER = new ClusterId("w-1");
  private static final RolloutEvent TICK = new RolloutEvent.Tick();
  private static final RolloutEvent REACHED =
      new RolloutEvent.ReachChanged(MEMBER, false, Documents.START, "");
  private static final RolloutEvent PROVEN = new RolloutEvent.ProofChanged(MEMBER, true, "");
  private static final RolloutEvent PAUSE =
      new RolloutEvent.VerbAsked(Verb.PAUSE, new Actor("ada", ""), Set.of());

  private final RolloutState first =
      new Documents()
          .wave(Documents.wave("w"))
          .phase(Documents.phase("deploy", TestingTrigger.deployment()))
          .start(1);
  private final Steps steps = new Steps(first);

  @Test
  void eventsFollowOneAnother_andTheLastSaysWhenToLookAgain() {
    take(TICK, REACHED, PROVEN);

    assertThat(steps.moved()).isTrue();
    assertThat(steps.next())
        .isEqualTo(
            RolloutMachine.step(
                    RolloutMachine.step(
                            RolloutMachine.step(first, TICK, Documents.START).next(),
                            REACHED,
                            Documents.START)
                        .next(),
                    PROVEN,
                    Documents.START)
                .next());
    assertThat(steps.actions()).hasAtLeastOneElementOfType(Action.Prepare.class);
    assertThat(steps.lookAgainAt())
        .isEqualTo(steps.taken().getLast().transition().lookAgainAt())
        .isPresent();
  }

  @Test
  void nothing_isGroupable_onceSomethingIsToBePerformed() {
    take(TICK);
    assertThat(steps.groupable()).isEqualTo(steps.actions().isEmpty());
    take(REACHED, PROVEN);
    assertThat(steps.groupable()).isFalse();
  }

  @Test
  void oneThatSomebodyWaitsFor_isEnough_asAreMany() {
    take(TICK);
    assertThat(steps.enough()).isFalse();
    take(PAUSE);
    assertThat(steps.enough()).isTrue();

    Steps many = new Steps(first);
    for (int count = 0; !many.enough() && count < 1_000; count++) {
      many.take(told(TICK), RolloutMachine::step, Documents.START);
    }
    assertThat(many.taken()).hasSize(64);
  }

  @Test
  void anEventThatSurprisesTheMachine_isLeftOut() {
    steps.take(
        told(REACHED),
        (_, _, _) -> {
          throw new IllegalStateException("a bug");
        },
        Documents.START);
    take(TICK);

    assertThat(steps.surprise()).get().asString().contains("a bug");
    assertThat(steps.told()).containsExactly(told(TICK));
    assertThat(steps.next()).isEqualTo(RolloutMachine.step(first, TICK, Documents.START).next());
  }

  private void take(RolloutEvent... events) {
    for (RolloutEvent event : events) {
      steps.take(told(event), RolloutMachine::step, Documents.START);
    }
  }

  private static RunLoop.Told told(RolloutEvent event) {
    return new RunLoop.Told(event, Optional.empty());
  }
}
