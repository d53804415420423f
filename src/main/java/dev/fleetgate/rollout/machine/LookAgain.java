package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Gating;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import dev.fleetgate.rollout.WaveState.Check;
import dev.fleetgate.rollout.WaveState.Requirement.Checking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When the machine has to be asked again if nothing happens before.
final class LookAgain {
  /// A time that has come and moved nothing is not asked for at once again.
  private static final Duration SOONEST = Duration.ofSeconds(1);

  private LookAgain() {}

  static Optional<Instant> at(Draft draft) {
    if (draft.phase().terminal()) {
      return Leftovers.lookAgainAt(draft.state(), draft.now());
    }
    List<Instant> times = new ArrayList<>();
    times.add(draft.now().plus(Pace.IDLE));
    draft.members().forEach(member -> member(draft, member, times));
    draft.suspicions().stream().map(Suspicion::until).forEach(times::add);
    if (Requirements.approval(draft).isPresent()) {
      times.add(draft.now().plus(Pace.APPROVAL));
    }
    for (Requirements.Ref ref : Checks.open(draft)) {
      if (Requirements.state(draft, ref) instanceof Checking(_, var checks)) {
        checks.values().stream()
            .filter(check -> check.kind() == Check.Kind.MEASURING)
            .forEach(check -> times.add(check.deadline()));
      }
    }
    Instant soonest = draft.now().plus(SOONEST);
    return times.stream()
        .min(Instant::compareTo)
        .map(time -> time.isBefore(soonest) ? soonest : time);
  }

  private static void member(Draft draft, Member member, List<Instant> times) {
    if (member.state() instanceof MemberState.Waiting state) {
      times.add(state.waiting().lookAgainAt());
    }
    if (member.state() instanceof Gating(_, var deadline)) {
      times.add(deadline);
    }
    if (member.stop().open()) {
      times.add(member.stop().triedAt().plus(Stopping.pause(member.stop())));
      times.add(member.stop().since().plus(draft.phaseSpec(member).undoTimeout()));
    }
    if (draft.running() && member.watch().reach() == Reach.DOWN && Reaching.counts(draft, member)) {
      times.add(Reaching.from(draft, member));
    }
    if (member.state() instanceof MemberState.UndoPending(var waiting)
        && Undoing.needsPerson(waiting)) {
      times.add(waiting.since().plus(draft.phaseSpec(member).undoTimeout()));
    }
  }
}
