package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.StopMark;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.machine.Tracks.Ref;

/// Asks again for every action that is still open. What was being sent is resolved and never sent
/// again unseen.
final class Restart {
  private Restart() {}

  static void run(Draft draft) {
    Checks.restart(draft);
    for (Member member : draft.members()) {
      release(draft, member);
      trigger(draft, member);
      if (PhaseFlow.measuring(member) && !(member.state() instanceof MemberState.Unreachable)) {
        PhaseFlow.startGate(draft, member);
      }
      if (draft.wave(member.wave()).phase() != WaveState.Phase.PENDING) {
        draft.act(new Action.Probe(member.id()));
      }
      if (member.touched() && draft.running() && draft.alertsDecide()) {
        draft.act(new Action.ReadAlerts(member.id(), draft.now()));
      }
    }
  }

  /// Objects whose outcome is written and that may not have been let go.
  static void release(Draft draft, Member member) {
    Leftovers.release(draft, member);
    for (int phase = 0; phase < member.tracks().size(); phase++) {
      PhaseTrack track = member.tracks().get(phase);
      if (unreleased(track.step())) {
        draft.act(new Action.Release(Tracks.key(draft, new Ref(member.id(), phase, Direction.DO))));
      }
      if (track.undo().stream().anyMatch(Restart::unreleased)) {
        draft.act(
            new Action.Release(Tracks.key(draft, new Ref(member.id(), phase, Direction.UNDO))));
      }
    }
  }

  private static boolean unreleased(TriggerStep step) {
    return step instanceof TriggerStep.Done(_, _, _, var released) && !released;
  }

  private static void trigger(Draft draft, Member member) {
    if (member.state() instanceof MemberState.Undoing
        || member.state() instanceof MemberState.UndoPending) {
      Undoing.again(draft, member);
    }
    if (member.begun() && open(member)) {
      Ref ref = Tracks.current(member);
      Timers.ask(draft, ref).forEach(draft::act);
      if (member.stop().open()
          && member.stop().kind() != StopMark.Kind.DELIVERED
          && member.track().step() instanceof TriggerStep.Sent) {
        draft.act(new Action.Stop(Tracks.key(draft, ref)));
      }
    }
  }

  /// Whether something is still to be learnt of the member's own trigger.
  private static boolean open(Member member) {
    return member.state() instanceof MemberState.Triggering
        || member.state() instanceof MemberState.Unreachable
        || SendFlow.heldBeforeSending(member)
        || member.stop().open();
  }
}
