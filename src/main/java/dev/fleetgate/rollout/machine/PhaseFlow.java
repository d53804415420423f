package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Cause;
import dev.fleetgate.rollout.MemberState.Failed;
import dev.fleetgate.rollout.MemberState.Gating;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.MemberState.Settling;
import dev.fleetgate.rollout.MemberState.Succeeded;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.Wait;
import java.time.Instant;

/// From the end of a trigger through settle and gate to the next phase.
final class PhaseFlow {
  private PhaseFlow() {}

  /// Goes on from a trigger that was observed ended.
  static void ended(Draft draft, ClusterId id) {
    Member member = draft.member(id);
    if (member.track().step() instanceof TriggerStep.Done(var outcome, var message, var at, _)) {
      switch (outcome) {
        case SUCCEEDED -> settle(draft, member, at);
        case FAILED -> attemptFailed(draft, id, Cause.TRIGGER_FAILED, message);
        case STOPPED ->
            attemptFailed(draft, id, Cause.TRIGGER_FAILED, "stopped by somebody else: " + message);
        case REFUSED -> attemptFailed(draft, id, Cause.REFUSED, message);
      }
    }
  }

  /// A failed trigger is repeated as often as `retries` says; a failed gate never is.
  static void attemptFailed(Draft draft, ClusterId id, Cause cause, String message) {
    Member member = draft.member(id);
    PhaseSpec phase = draft.phaseSpec(member);
    if (member.track().attempt() <= phase.retries() && cause != Cause.NAME_TAKEN) {
      draft.decide(Draft.US, "member " + id + " repeats phase " + phase.name(), message);
      draft.put(member.withTrack(member.phase(), member.track().again(draft.now())));
      draft.move(id, new Pending(draft.waits(Wait.Reason.PREPARING, message, Pace.IDLE)));
    } else {
      failed(draft, id, cause, "phase " + phase.name() + ": " + message);
    }
  }

  static void failed(Draft draft, ClusterId id, Cause cause, String message) {
    draft.move(id, new Failed(cause, Pace.kept(message), draft.now()));
    draft.decide(Draft.US, "member " + id + " failed: " + cause.written(), message);
  }

  private static void settle(Draft draft, Member member, Instant completion) {
    Instant end = completion.plus(draft.phaseSpec(member).settle());
    if (draft.now().isBefore(end)) {
      draft.move(member.id(), new Settling(new Wait(Wait.Reason.SETTLING, "", completion, end)));
    } else {
      settled(draft, member.id());
    }
  }

  /// The gate begins, or the phase has none.
  static void settled(Draft draft, ClusterId id) {
    Member member = draft.member(id);
    if (draft.phaseSpec(member).gate().isEmpty()) {
      passed(draft, id);
    } else {
      draft.move(
          id, new Gating(draft.waits(Wait.Reason.MEASURING, "", Pace.WATCHDOG), Instant.MAX));
      startGate(draft, draft.member(id));
    }
  }

  /// Asks for the gate run of the member's phase, or to go on with it.
  static void startGate(Draft draft, Member member) {
    PhaseSpec phase = draft.phaseSpec(member);
    if (member.track().step() instanceof TriggerStep.Done(var outcome, _, var at, _)
        && outcome == Outcome.SUCCEEDED) {
      for (GateRef gate : phase.gate()) {
        draft.act(
            new Action.StartGate(Tracks.gateKey(draft, member), gate, at.plus(phase.settle())));
      }
    }
  }

  static void stopGate(Draft draft, Member member) {
    if (measuring(member)) {
      draft.act(new Action.StopGate(Tracks.gateKey(draft, member)));
    }
  }

  /// Whether a gate run of the member's phase goes on.
  static boolean measuring(Member member) {
    return switch (member.state()) {
      case MemberState.Gating _ -> true;
      case MemberState.Held(var reason, _) -> reason == MemberState.Held.Reason.INCONCLUSIVE;
      case MemberState.Unreachable(_, var before) -> measuring(member.withState(before));
      case MemberState.Pending _,
          MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          false;
    };
  }

  /// The phase is over and good: the next one, or the member's end.
  static void passed(Draft draft, ClusterId id) {
    Member member = draft.member(id);
    if (member.phase() + 1 < draft.spec().phases().size()) {
      draft.put(member.withPhase(member.phase() + 1));
      draft.move(id, new Pending(draft.waits(Wait.Reason.PREPARING, "", Pace.IDLE)));
    } else {
      draft.move(id, new Succeeded(draft.now()));
      draft.decide(Draft.US, "member " + id + " succeeded", "");
    }
  }
}
