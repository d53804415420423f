package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every sequence of six events, of an alphabet of those that move things, on one member: no step
/// throws, each keeps the [Invariants], and no key is sent a second time unless it is known that
/// the first send did not arrive.
final class SequencesTest {
  private static final int LENGTH = 6;
  private static final ClusterId ID = new ClusterId("w-1");
  private static final TriggerKey KEY = new TriggerKey(Documents.RUN, ID, "app", 1, Direction.DO);

  private static final List<RolloutEvent> EVENTS =
      List.of(
          new RolloutEvent.Prepared(KEY, "hash", "uid", List.of()),
          new RolloutEvent.TriggerLost(KEY, "time-out"),
          new RolloutEvent.TriggerAbsent(KEY),
          new RolloutEvent.TriggerSent(KEY, "object"),
          new RolloutEvent.TriggerProgress(KEY, new Progress.Succeeded(""), Documents.START),
          new RolloutEvent.Restarted(),
          verb(Verb.PAUSE),
          verb(Verb.RESUME),
          verb(Verb.ROLLBACK));

  private long sequences;

  private static RolloutEvent verb(Verb verb) {
    return new RolloutEvent.VerbAsked(verb, new Actor("ada", "because"), Set.of());
  }

  @Test
  void everySequence_sendsAtMostOnce_andKeepsTheInvariants() {
    RolloutState start =
        new Documents()
            .wave(wave("w"))
            .phase(phase("app", TestingTrigger.deployment()))
            .onBreach(Response.HALT, Scope.WAVE)
            .start(1);
    RolloutState proven =
        RolloutMachine.step(start, new RolloutEvent.ProofChanged(ID, true, ""), Documents.START)
            .next();

    walk(proven, Documents.START, 0, false);

    assertThat(sequences).isEqualTo((long) Math.pow(EVENTS.size(), LENGTH));
  }

  /// @param arrived whether the send may have arrived, so that another one would be the second
  private void walk(RolloutState state, Instant now, int depth, boolean arrived) {
    if (depth == LENGTH) {
      sequences++;
      return;
    }
    for (RolloutEvent event : EVENTS) {
      Transition step = RolloutMachine.step(state, event, now);
      Invariants.check(state, event, step, now);
      boolean sends = step.actions().contains(new Action.Send(KEY));
      if (sends && arrived) {
        throw new AssertionError("sent twice after " + event + " in " + Shape.of(state));
      }
      boolean known = event instanceof RolloutEvent.TriggerAbsent;
      walk(step.next(), now.plus(Duration.ofSeconds(1)), depth + 1, sends || (arrived && !known));
    }
  }
}
