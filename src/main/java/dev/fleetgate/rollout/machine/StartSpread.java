package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Scatter;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import java.time.Instant;

/// Spreads the starts of members that get slots together, about ten in a second from twenty on: a
/// registry or a database that all of them use is not asked by a whole wave at once. When a member
/// starts follows from the run and its own name, so that it is the same after a restart.
final class StartSpread {
  private static final int A_SECOND = 10;
  private static final long LONGEST = 30;

  private StartSpread() {}

  /// Whether a member that has a slot may use it now. The first time it is asked for a member whose
  /// start is later, that member begins to wait.
  static boolean due(Draft draft, Member member) {
    if (member.touched() || !(member.state() instanceof Pending(var waiting))) {
      return true;
    }
    if (waiting.reason() == Wait.Reason.START_SPREAD) {
      return !waits(draft, waiting);
    }
    Duration delay = delay(draft, member);
    if (delay.isZero()) {
      return true;
    }
    Instant start = draft.now().plus(delay);
    draft.move(
        member.id(), new Pending(new Wait(Wait.Reason.START_SPREAD, "", draft.now(), start)));
    return false;
  }

  /// Whether it is a wait for a start that has not come.
  static boolean waits(Draft draft, Wait waiting) {
    return waiting.reason() == Wait.Reason.START_SPREAD
        && draft.now().isBefore(waiting.lookAgainAt());
  }

  private static Duration delay(Draft draft, Member member) {
    int together =
        Math.min(
            draft.limits(member.wave()).maxConcurrency(),
            draft.wave(member.wave()).members().size());
    long seconds = Math.min(together / A_SECOND, LONGEST);
    return Duration.ofSeconds(
        Scatter.place(draft.state().run().value() + " " + member.id().value(), seconds));
  }
}
