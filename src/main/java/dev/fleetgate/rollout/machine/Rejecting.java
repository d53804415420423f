package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;

/// An approval was refused or timed out: touched members are left as they are, and the run is over.
final class Rejecting {
  private Rejecting() {}

  static void enter(Draft draft, String who, String why) {
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      Checks.stopAll(draft, wave);
    }
    for (Member member : draft.members()) {
      if (member.state() instanceof MemberState.Triggering && member.touched()) {
        draft.move(
            member.id(),
            new MemberState.Stopped("left to itself: the run was rejected", draft.now()));
      } else if (member.state() instanceof MemberState.Unreachable) {
        PhaseFlow.stopGate(draft, member);
      } else {
        Aborting.leave(draft, member);
      }
    }
    draft.enter(RolloutState.Phase.REJECTED, who, why);
  }
}
