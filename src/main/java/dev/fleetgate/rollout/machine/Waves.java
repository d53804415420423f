package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.WaveState;

/// Takes waves through their phases, one after the other.
///
/// Invariant: a wave leaves Pending only when every wave before it has Passed, and Passes only with
/// all its requirements met and its budget kept.
final class Waves {
  private Waves() {}

  static void advance(Draft draft) {
    for (int index = 0; index < draft.waveCount() && draft.running(); index++) {
      Dispatch.wave(draft, index);
      while (draft.running() && moved(draft, index)) {
        Dispatch.wave(draft, index);
      }
      if (draft.wave(index).phase() != WaveState.Phase.PASSED) {
        return;
      }
    }
    if (draft.running() && draft.members().stream().allMatch(Waves::still)) {
      draft.enter(RolloutState.Phase.SUCCEEDED, Draft.US, "all waves passed");
    }
  }

  private static boolean moved(Draft draft, int index) {
    return switch (draft.wave(index).phase()) {
      case PENDING -> begun(draft, index);
      case BEFORE -> rolling(draft, index);
      case ROLLING -> rolled(draft, index);
      case AFTER -> passed(draft, index);
      case BREACHED -> resumed(draft, index);
      case PASSED -> false;
    };
  }

  private static boolean begun(Draft draft, int index) {
    if (draft.held(Hold.Kind.PAUSED) || draft.held(Hold.Kind.HALTED)) {
      return false;
    }
    draft.move(index, WaveState.Phase.BEFORE);
    draft.decide(Draft.US, "wave " + draft.wave(index).name() + " begun", "");
    draft.wave(index).members().forEach(id -> draft.act(new Action.Probe(id)));
    Reaching.count(draft);
    Budgets.judge(draft);
    return true;
  }

  private static boolean rolling(Draft draft, int index) {
    if (!Requirements.met(draft, index, Place.BEFORE)) {
      return false;
    }
    draft.move(index, WaveState.Phase.ROLLING);
    return true;
  }

  private static boolean rolled(Draft draft, int index) {
    if (!complete(draft, index)) {
      return false;
    }
    if (Budgets.enough(draft, index)) {
      draft.move(index, WaveState.Phase.AFTER);
    }
    return true;
  }

  private static boolean passed(Draft draft, int index) {
    if (!complete(draft, index)) {
      reopen(draft, index);
      return true;
    }
    if (!Requirements.met(draft, index, Place.AFTER)) {
      return false;
    }
    if (Budgets.enough(draft, index)) {
      draft.move(index, WaveState.Phase.PASSED);
      draft.decide(Draft.US, "wave " + draft.wave(index).name() + " passed", "");
    }
    return true;
  }

  private static boolean resumed(Draft draft, int index) {
    if (draft.held(Hold.Kind.HALTED)) {
      return false;
    }
    boolean before = Requirements.allMet(draft.wave(index), Place.BEFORE);
    draft.move(index, before ? WaveState.Phase.ROLLING : WaveState.Phase.BEFORE);
    return true;
  }

  /// A member of a wave whose members had all come to rest moves again: what must be true after the
  /// wave is asked anew.
  static void reopen(Draft draft, int index) {
    Requirements.reset(draft, index, Place.AFTER);
    if (draft.wave(index).phase() == WaveState.Phase.AFTER) {
      draft.move(index, WaveState.Phase.ROLLING);
    }
  }

  /// Whether no member of the wave can still move by itself.
  static boolean complete(Draft draft, int index) {
    return draft.membersOf(index).stream().allMatch(Waves::still);
  }

  private static boolean still(Member member) {
    return switch (member.state()) {
      case MemberState.Pending _,
          MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Held _,
          MemberState.UndoPending _,
          MemberState.Undoing _ ->
          false;
      case MemberState.TimedOut(_, _, var ended) -> ended;
      case MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.Unreachable _,
          MemberState.Stopped _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          true;
    };
  }
}
