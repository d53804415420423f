package dev.fleetgate.http;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.VerbAsked;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A machine that knows one verb, pause, once.
final class TestingMachine {
  private TestingMachine() {}

  static Transition step(RolloutState state, RolloutEvent event, Instant now) {
    if (!(event instanceof VerbAsked asked)) {
      return new Transition(state, List.of(), Optional.empty());
    }
    if (asked.verb() != Verb.PAUSE || state.held(Hold.Kind.PAUSED)) {
      return new Transition(
          state,
          List.of(new Action.Refuse(asked.verb(), "the run is not one of pause")),
          Optional.empty());
    }
    return new Transition(paused(state, asked, now), List.of(), Optional.empty());
  }

  private static RolloutState paused(RolloutState state, VerbAsked asked, Instant now) {
    TreeSet<Hold> holds = new TreeSet<>(state.holds());
    holds.add(new Hold(Hold.Kind.PAUSED, "", asked.actor().why(), now, asked.actor().who()));
    List<Decision> decisions = new ArrayList<>(state.decisions());
    decisions.add(new Decision(now, asked.actor().who(), "paused", asked.actor().why()));
    return new RolloutState(
        state.schemaVersion(),
        state.run(),
        state.spec(),
        state.phase(),
        holds,
        state.waves(),
        state.members(),
        state.probeInterval(),
        state.suspicions(),
        state.alertSequence(),
        state.touches(),
        state.undoFromWave(),
        decisions,
        state.decisionsDropped(),
        state.startedAt(),
        state.phaseSince());
  }
}
