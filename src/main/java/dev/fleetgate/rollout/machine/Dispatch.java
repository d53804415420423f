package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Proof;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.util.ArrayList;
import java.util.List;

/// Gives slots to members and lets them go.
final class Dispatch {
  private Dispatch() {}

  /// Whether a trigger of the member may be sent now: the run goes on and is not held, its wave
  /// rolls (or has passed and the member was retried), it answers, and its monitoring is proven
  /// before its first trigger.
  static boolean maySend(Draft draft, Member member) {
    WaveState.Phase wave = draft.wave(member.wave()).phase();
    return draft.running()
        && blocking(draft).isEmpty()
        && (wave == WaveState.Phase.ROLLING || wave == WaveState.Phase.PASSED)
        && member.watch().reach() != Reach.DOWN
        && (member.touched() || member.watch().monitoring() == Proof.PROVEN);
  }

  /// Holds that stop every new trigger.
  static List<Hold> blocking(Draft draft) {
    return draft.holds().stream().filter(hold -> blocks(hold.kind())).toList();
  }

  private static boolean blocks(Hold.Kind kind) {
    return switch (kind) {
      case PAUSED, HALTED, TARGET_UNREACHABLE, ALERTS_UNREADABLE -> true;
      case AWAITING_APPROVAL, NEEDS_PERSON -> false;
    };
  }

  /// Whether the member has a share of its wave's concurrency. One that waits between two phases
  /// keeps it; one that was retried has to get one again.
  static boolean holdsSlot(Member member) {
    return switch (member.state()) {
      case MemberState.Pending _ ->
          member.touched() && !(member.begun() && member.track().attempt() > 1);
      case MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Held _,
          MemberState.Undoing _ ->
          true;
      case MemberState.TimedOut(_, _, var ended) -> !ended;
      case MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.Unreachable _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          false;
    };
  }

  /// Lets members of a wave go, within its slots: first those that have one, then those that answer
  /// again, then those that were retried, then new ones in order.
  static void wave(Draft draft, int index) {
    WaveState.Phase phase = draft.wave(index).phase();
    if (phase == WaveState.Phase.PENDING) {
      return;
    }
    List<Member> members = draft.membersOf(index);
    members.stream()
        .filter(member -> holdsSlot(member) && ready(draft, member))
        .forEach(member -> SendFlow.prepare(draft, member));
    int free = free(draft, index);
    if (phase != WaveState.Phase.PASSED) {
      for (Member member : members) {
        free -= answersAgain(draft, member, free);
      }
    }
    List<Member> waiting = new ArrayList<>();
    members.stream().filter(Member::touched).forEach(waiting::add);
    members.stream().filter(member -> !member.touched()).forEach(waiting::add);
    for (Member member : waiting) {
      if (free > 0 && !holdsSlot(member) && ready(draft, member)) {
        if (StartSpread.due(draft, member)) {
          SendFlow.prepare(draft, member);
        }
        free--;
      }
    }
  }

  /// @return the slots it takes
  private static int answersAgain(Draft draft, Member member, int free) {
    if (member.state() instanceof MemberState.Unreachable(_, var before)
        && member.watch().reach() == Reach.ANSWERS) {
      boolean needed = holdsSlot(member.withState(before));
      if (!needed || free > 0) {
        Reaching.goOn(draft, member, before);
        return needed ? 1 : 0;
      }
    }
    return 0;
  }

  static int free(Draft draft, int wave) {
    long taken = draft.membersOf(wave).stream().filter(Dispatch::holdsSlot).count();
    return (int) (draft.limits(wave).maxConcurrency() - taken);
  }

  private static boolean ready(Draft draft, Member member) {
    return member.state() instanceof MemberState.Pending(var waiting)
        && maySend(draft, member)
        && (!member.begun() || member.track().step() instanceof TriggerStep.Intended)
        && !backingOff(draft, waiting);
  }

  static boolean backingOff(Draft draft, Wait waiting) {
    return waiting.reason() == Wait.Reason.NOT_PREPARED
        && draft.now().isBefore(waiting.lookAgainAt());
  }
}
