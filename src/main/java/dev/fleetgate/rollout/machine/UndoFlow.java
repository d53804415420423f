package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Durations;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent.PreparationFailed;
import dev.fleetgate.rollout.RolloutEvent.Prepared;
import dev.fleetgate.rollout.RolloutEvent.TriggerLost;
import dev.fleetgate.rollout.RolloutEvent.TriggerProgress;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Instant;

/// An undo on its way out and at work: the same steps as of a trigger, with the ends of an undo.
final class UndoFlow {
  private UndoFlow() {}

  /// Invariant: a Send is returned together with a state that says Sending, and never otherwise.
  static void prepared(Draft draft, Ref ref, Prepared event) {
    Member member = draft.member(ref.member());
    if (!member.uid().equals(event.clusterUid())) {
      String message = "kube-system is " + event.clusterUid() + ", recorded was " + member.uid();
      draft.hold(Hold.Kind.NEEDS_PERSON, member.id().value(), message, Draft.US);
      Undoing.pend(
          draft, member.id(), draft.waits(Wait.Reason.IDENTITY_CHANGED, message, Pace.WATCHDOG));
    } else if (draft.held(Hold.Kind.PAUSED)) {
      Undoing.pend(draft, member.id(), draft.waits(Wait.Reason.RUN_HELD, "Paused", Pace.IDLE));
    } else {
      Tracks.move(draft, ref, new TriggerStep.Sending(event.intentHash(), draft.now()));
      Undoing.working(
          draft, member.id(), Wait.Reason.TRIGGER_RUNNING, spec(draft, ref).undoTimeout());
      draft.act(new Action.Send(event.key()));
    }
  }

  static void notPrepared(Draft draft, Ref ref, PreparationFailed event) {
    switch (event.obstacle()) {
      case UNREACHABLE, ALERTS_UNREADABLE -> {
        draft.act(new Action.Probe(ref.member()));
        again(draft, ref, event.message());
      }
      case NOTHING_TO_UNDO -> ended(draft, ref, Outcome.SUCCEEDED, "");
      case CHANGED_SINCE -> ended(draft, ref, Outcome.REFUSED, "changed since: " + event.message());
      case REFUSED -> ended(draft, ref, Outcome.FAILED, "refused: " + event.message());
    }
  }

  static void sent(Draft draft, Ref ref, String receipt) {
    Tracks.move(draft, ref, SendFlow.sent(draft, ref, receipt));
    if (draft.member(ref.member()).state() instanceof MemberState.Undoing) {
      Undoing.working(draft, ref.member(), Wait.Reason.TRIGGER_RUNNING, Pace.WATCHDOG);
    }
    draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now().plus(Pace.POLL)));
  }

  static void refused(Draft draft, Ref ref, String message) {
    ended(draft, ref, Outcome.FAILED, "refused: " + message);
  }

  /// It was not sent: prepared anew.
  static void notSent(Draft draft, Ref ref, String message) {
    Tracks.move(draft, ref, new TriggerStep.Intended(draft.now()));
    again(draft, ref, message);
  }

  static void lost(Draft draft, Ref ref, TriggerLost event) {
    Member member = draft.member(ref.member());
    boolean first =
        member.state() instanceof MemberState.Undoing(var waiting)
            && waiting.reason() != Wait.Reason.RESOLVING;
    if (first) {
      Undoing.working(draft, member.id(), Wait.Reason.RESOLVING, Pace.WATCHDOG);
    } else {
      draft.act(new Action.Probe(member.id()));
    }
    draft.act(
        new Action.Resolve(event.key(), first ? draft.now() : draft.now().plus(Pace.RESOLVE)));
  }

  static void unknown(Draft draft, Ref ref, String message) {
    Tracks.move(draft, ref, new TriggerStep.Unknown(Pace.kept(message), draft.now()));
    goOn(draft, ref);
  }

  static void progress(Draft draft, Ref ref, TriggerProgress event) {
    switch (event.progress()) {
      case Progress.Running(var message) -> running(draft, ref, event.readAt(), message);
      case Progress.Succeeded _ -> ended(draft, ref, Outcome.SUCCEEDED, "");
      case Progress.Failed(var message) -> ended(draft, ref, Outcome.FAILED, message);
      case Progress.Stopped(var message) ->
          ended(draft, ref, Outcome.FAILED, "stopped by somebody else: " + message);
      case Progress.Unreadable _ -> {
        draft.act(new Action.Poll(event.key(), draft.now().plus(Pace.POLL_UNREADABLE)));
        draft.act(new Action.Probe(ref.member()));
      }
    }
  }

  /// As of a trigger, the deadline fires only on a read that began after it.
  private static void running(Draft draft, Ref ref, Instant readAt, String message) {
    PhaseSpec spec = spec(draft, ref);
    boolean late =
        Tracks.step(draft, ref).orElseThrow() instanceof TriggerStep.Sent(_, _, var since)
            && !readAt.isBefore(since.plus(spec.undoTimeout()));
    if (late) {
      String limit = Durations.print(spec.undoTimeout());
      ended(draft, ref, Outcome.FAILED, "not undone after " + limit + ": " + message);
    } else {
      draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now().plus(Pace.POLL)));
    }
  }

  private static void ended(Draft draft, Ref ref, Outcome outcome, String message) {
    Tracks.done(draft, ref, outcome, message);
    goOn(draft, ref);
  }

  private static void goOn(Draft draft, Ref ref) {
    if (draft.member(ref.member()).state() instanceof MemberState.Undoing) {
      UndoPhases.goOn(draft, ref.member());
    }
  }

  private static void again(Draft draft, Ref ref, String message) {
    if (draft.member(ref.member()).state() instanceof MemberState.Undoing) {
      Undoing.pend(
          draft, ref.member(), draft.waits(Wait.Reason.NOT_PREPARED, message, Pace.PREPARE_AGAIN));
    }
  }

  private static PhaseSpec spec(Draft draft, Ref ref) {
    return draft.spec().phases().get(ref.phase());
  }
}
