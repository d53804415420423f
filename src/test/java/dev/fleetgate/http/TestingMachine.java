package dev.fleetgate.http;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.VerbAsked;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A machine that can be paused once, and aborted or rejected after that.
final class TestingMachine {
  private TestingMachine() {}

  static Transition step(RolloutState state, RolloutEvent event, Instant now) {
    if (!(event instanceof VerbAsked asked)) {
      return new Transition(state, List.of(), Optional.empty());
    }
    boolean paused = state.held(Hold.Kind.PAUSED);
    return switch (asked.verb()) {
      case PAUSE ->
          paused ? refused(state, asked) : moved(state, asked, now, RolloutState.Phase.RUNNING);
      case ABORT ->
          paused ? moved(state, asked, now, RolloutState.Phase.ABORTED) : refused(state, asked);
      case REJECT ->
          paused ? moved(state, asked, now, RolloutState.Phase.REJECTED) : refused(state, asked);
      case RESUME, APPROVE, ROLLBACK, RETRY -> refused(state, asked);
    };
  }

  private static Transition refused(RolloutState state, VerbAsked asked) {
    return new Transition(
        state,
        List.of(
            new Action.Refuse(
                asked.verb(), new Mismatch("the run is not one of that", "paused once"))),
        Optional.empty());
  }

  private static Transition moved(
      RolloutState state, VerbAsked asked, Instant now, RolloutState.Phase phase) {
    return new Transition(after(state, asked, now, phase), List.of(), Optional.empty());
  }

  private static RolloutState after(
      RolloutState state, VerbAsked asked, Instant now, RolloutState.Phase phase) {
    TreeSet<Hold> holds = new TreeSet<>();
    if (!phase.terminal()) {
      holds.add(new Hold(Hold.Kind.PAUSED, "", asked.actor().why(), now, asked.actor().who()));
    }
    List<Decision> decisions = new ArrayList<>(state.decisions());
    decisions.add(
        new Decision(now, asked.actor().who(), asked.verb().written(), asked.actor().why()));
    return new RolloutState(
        state.schemaVersion(),
        state.run(),
        state.spec(),
        phase,
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
