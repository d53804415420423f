package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.OfTrigger;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Instant;
import java.util.Optional;

/// The machine that moves a run.
public final class RolloutMachine {
  private static final int ROUNDS = 100;

  private RolloutMachine() {}

  /// Moves a run on by one event.
  ///
  /// 1. A run that is over takes nothing but the news that an object was let go or deleted.
  /// 2. What time alone decides goes before a trigger is sent: holds are checked in the write that
  ///    moves Intended to Sending.
  /// 3. The event; one that was overtaken is ignored, and returned as `Overtaken` to be counted.
  /// 4. Everything that follows, until nothing moves.
  ///
  /// Invariant: the returned state is written before any of the actions is performed.
  ///
  /// @throws dev.fleetgate.rollout.IllegalTransitionException if the machine itself is wrong
  public static Transition step(RolloutState state, RolloutEvent event, Instant now) {
    Draft draft = new Draft(state, now);
    if (state.phase().terminal()) {
      over(draft, event);
    } else {
      if (state.phase() == RolloutState.Phase.PENDING) {
        draft.enter(RolloutState.Phase.RUNNING, Draft.US, "begun");
      }
      Requirements.observe(draft, event);
      if (event instanceof RolloutEvent.Prepared) {
        advance(draft);
      }
      if (draft.phase().terminal()) {
        draft.overtaken(event);
      } else {
        apply(draft, event);
      }
      advance(draft);
    }
    return new Transition(draft.state(), draft.actions(), LookAgain.at(draft));
  }

  private static void over(Draft draft, RolloutEvent event) {
    switch (event) {
      case RolloutEvent.Tick _ -> Leftovers.clearOrForget(draft);
      case RolloutEvent.Restarted _ -> {
        draft.members().forEach(member -> Restart.release(draft, member));
        Leftovers.clear(draft);
      }
      case RolloutEvent.VerbAsked(var verb, _, _) ->
          Verbs.refuse(
              draft,
              verb,
              new Mismatch("the run is over: " + draft.phase().written(), "an unfinished run"));
      case RolloutEvent.TriggerReleased released -> trigger(draft, released);
      case RolloutEvent.TriggerCleared cleared -> Leftovers.cleared(draft, cleared);
      case OfTrigger _,
          RolloutEvent.GateStarted _,
          RolloutEvent.GateJudged _,
          RolloutEvent.GateHeld _,
          RolloutEvent.AlertsRead _,
          RolloutEvent.AlertsUnreadable _,
          RolloutEvent.AlertReceived _,
          RolloutEvent.ReachChanged _,
          RolloutEvent.ProofChanged _,
          RolloutEvent.ProbeRound _ ->
          draft.overtaken(event);
    }
  }

  private static void apply(Draft draft, RolloutEvent event) {
    switch (event) {
      case RolloutEvent.Tick _ -> {
        // time alone: advance does it
      }
      case RolloutEvent.Restarted _ -> Restart.run(draft);
      case RolloutEvent.VerbAsked asked -> Verbs.asked(draft, asked);
      case OfTrigger about -> trigger(draft, about);
      case RolloutEvent.GateStarted started -> {
        if (started.key().place() == Place.PHASE) {
          GateFlow.started(draft, started);
        } else {
          Checks.started(draft, started);
        }
      }
      case RolloutEvent.GateJudged judged -> {
        if (judged.key().place() == Place.PHASE) {
          GateFlow.judged(draft, judged);
        } else {
          Checks.judged(draft, judged);
        }
      }
      case RolloutEvent.GateHeld held -> {
        if (held.key().place() == Place.PHASE) {
          GateFlow.held(draft, held);
        } else {
          Checks.held(draft, held);
        }
      }
      case RolloutEvent.AlertsRead read -> AlertFlow.read(draft, read);
      case RolloutEvent.AlertsUnreadable unreadable -> AlertFlow.unreadable(draft, unreadable);
      case RolloutEvent.AlertReceived received -> AlertFlow.received(draft, received);
      case RolloutEvent.ReachChanged changed -> Reaching.changed(draft, changed);
      case RolloutEvent.ProofChanged changed -> Reaching.proof(draft, changed);
      case RolloutEvent.ProbeRound round -> Soak.round(draft, round);
    }
  }

  private static void trigger(Draft draft, OfTrigger event) {
    if (event instanceof RolloutEvent.TriggerReleased(var key) && Leftovers.released(draft, key)) {
      return;
    }
    Optional<Ref> found =
        Tracks.find(draft, event.key()).filter(ref -> Tracks.expects(draft, ref, event));
    if (found.isEmpty()) {
      draft.overtaken(event);
      return;
    }
    switch (found.get().direction()) {
      case DO -> done(draft, found.get(), event);
      case UNDO -> undone(draft, found.get(), event);
    }
  }

  private static void done(Draft draft, Ref ref, OfTrigger event) {
    switch (event) {
      case RolloutEvent.Prepared prepared -> SendFlow.prepared(draft, ref, prepared);
      case RolloutEvent.PreparationFailed failed -> SendFlow.notPrepared(draft, ref, failed);
      case RolloutEvent.TriggerSent sent -> SendFlow.sent(draft, ref, sent);
      case RolloutEvent.TriggerRefused refused -> SendFlow.refused(draft, ref, refused);
      case RolloutEvent.TriggerConflict conflict -> SendFlow.conflict(draft, ref, conflict);
      case RolloutEvent.TriggerLost lost -> SendFlow.lost(draft, ref, lost);
      case RolloutEvent.TriggerAbsent _ -> SendFlow.absent(draft, ref);
      case RolloutEvent.TriggerUnknown unknown -> SendFlow.unknown(draft, ref, unknown);
      case RolloutEvent.TriggerProgress progress -> ProgressFlow.progress(draft, ref, progress);
      case RolloutEvent.StopDelivered _ -> Stopping.delivered(draft, ref);
      case RolloutEvent.StopFailed(_, var message) -> Stopping.failed(draft, ref, message);
      case RolloutEvent.TriggerReleased _ -> released(draft, ref);
      case RolloutEvent.TriggerCleared cleared -> draft.overtaken(cleared);
    }
  }

  private static void undone(Draft draft, Ref ref, OfTrigger event) {
    switch (event) {
      case RolloutEvent.Prepared prepared -> UndoFlow.prepared(draft, ref, prepared);
      case RolloutEvent.PreparationFailed failed -> UndoFlow.notPrepared(draft, ref, failed);
      case RolloutEvent.TriggerSent(_, var receipt) -> UndoFlow.sent(draft, ref, receipt);
      case RolloutEvent.TriggerRefused(_, _, var message) -> UndoFlow.refused(draft, ref, message);
      case RolloutEvent.TriggerConflict(_, var message) -> UndoFlow.notSent(draft, ref, message);
      case RolloutEvent.TriggerLost lost -> UndoFlow.lost(draft, ref, lost);
      case RolloutEvent.TriggerAbsent _ -> UndoFlow.notSent(draft, ref, "it did not arrive");
      case RolloutEvent.TriggerUnknown(_, var message) -> UndoFlow.unknown(draft, ref, message);
      case RolloutEvent.TriggerProgress progress -> UndoFlow.progress(draft, ref, progress);
      case RolloutEvent.StopDelivered _, RolloutEvent.StopFailed _, RolloutEvent.TriggerCleared _ ->
          draft.overtaken(event);
      case RolloutEvent.TriggerReleased _ -> released(draft, ref);
    }
  }

  private static void released(Draft draft, Ref ref) {
    if (Tracks.step(draft, ref).orElseThrow()
        instanceof TriggerStep.Done(var outcome, var message, var at, _)) {
      Tracks.move(draft, ref, new TriggerStep.Done(outcome, message, at, true));
    }
  }

  private static void advance(Draft draft) {
    for (int round = 0; round < ROUNDS && !draft.phase().terminal(); round++) {
      int before = draft.changes();
      Timers.run(draft);
      switch (draft.phase()) {
        case RUNNING -> {
          Budgets.judge(draft);
          Waves.advance(draft);
        }
        case ABORTING -> Aborting.advance(draft);
        case ROLLING_BACK -> Undoing.advance(draft);
        case PENDING, SUCCEEDED, FAILED, ABORTED, ROLLED_BACK, REJECTED -> {
          // nothing moves
        }
      }
      Waits.refresh(draft);
      if (draft.changes() == before) {
        return;
      }
    }
  }
}
