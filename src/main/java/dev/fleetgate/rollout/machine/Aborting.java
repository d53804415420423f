package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;

/// No new trigger, ever; what is in flight is asked to stop; nothing is undone. Ends when each stop
/// is observed, or has been pending for the phase's undoTimeout.
final class Aborting {
  private Aborting() {}

  static void enter(Draft draft, String who, String why) {
    draft.enter(RolloutState.Phase.ABORTING, who, why);
    draft.releaseAll(_ -> true);
    draft.unsuspect(_ -> true);
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      Checks.stopAll(draft, wave);
    }
    draft.members().forEach(member -> leave(draft, member));
  }

  static void advance(Draft draft) {
    boolean over =
        draft.members().stream()
            .allMatch(member -> !member.stop().open() || Stopping.givenUp(draft, member));
    if (over) {
      draft.enter(RolloutState.Phase.ABORTED, Draft.US, "nothing is in flight any more");
    }
  }

  /// Ends what the member does, without undoing anything. One whose trigger cannot be known to have
  /// been sent stays so.
  static void leave(Draft draft, Member member) {
    PhaseFlow.stopGate(draft, member);
    switch (member.state()) {
      case MemberState.Triggering(var waiting) -> {
        if (member.track().step() instanceof TriggerStep.Intended) {
          end(draft, member, new MemberState.Pending(waiting));
        } else {
          Stopping.begin(draft, member.id());
        }
      }
      case MemberState.Settling(var waiting) ->
          end(draft, member, new MemberState.Pending(waiting));
      case MemberState.Gating(var waiting, _) ->
          end(draft, member, new MemberState.Pending(waiting));
      case Held(var reason, var waiting) -> {
        if (reason != Held.Reason.UNKNOWN) {
          end(draft, member, new MemberState.Pending(waiting));
        }
      }
      case MemberState.Pending pending -> end(draft, member, pending);
      case MemberState.Unreachable(_, var before) -> {
        if (before instanceof MemberState.Triggering) {
          Stopping.begin(draft, member.id());
        }
      }
      case MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ -> {
        // stays as it is
      }
    }
  }

  /// A touched member is stopped where it stands; an untouched one never began.
  private static void end(Draft draft, Member member, MemberState.Pending untouched) {
    draft.move(
        member.id(),
        member.touched()
            ? new MemberState.Stopped(
                "the run ended while it was " + member.state().written(), draft.now())
            : untouched);
  }
}
