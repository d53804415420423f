package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.StopMark;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Duration;

/// Asks what is in flight to stop, and watches it end. The mark stands beside the member's state.
final class Stopping {
  private Stopping() {}

  /// Marks the member's trigger to be stopped, if it is in flight and can be. One that is being
  /// sent is marked until it is known whether it arrived.
  static void begin(Draft draft, ClusterId id) {
    Member member = draft.member(id);
    if (!member.begun() || member.stop().open()) {
      return;
    }
    switch (member.track().step()) {
      case TriggerStep.Sending _ -> mark(draft, member, StopMark.Kind.ASKED, "");
      case TriggerStep.Sent _ -> {
        mark(draft, member, StopMark.Kind.ASKED, "");
        sent(draft, id);
      }
      case TriggerStep.Intended _, TriggerStep.Done _, TriggerStep.Unknown _ -> {
        // nothing is in flight
      }
    }
  }

  /// A trigger that is to be stopped is known to have arrived.
  static void sent(Draft draft, ClusterId id) {
    Ref ref = Tracks.current(draft.member(id));
    if (Tracks.trigger(draft, ref).stoppable()) {
      draft.act(new Action.Stop(Tracks.key(draft, ref)));
      draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now().plus(Pace.POLL)));
    } else {
      ended(draft, id, "it cannot be stopped and is left to itself");
    }
  }

  static void delivered(Draft draft, Ref ref) {
    mark(draft, draft.member(ref.member()), StopMark.Kind.DELIVERED, "");
    draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now()));
  }

  static void failed(Draft draft, Ref ref, String message) {
    mark(draft, draft.member(ref.member()), StopMark.Kind.PENDING, Pace.kept(message));
  }

  /// Nothing of the trigger runs any more, or nothing of it can be stopped.
  static void ended(Draft draft, ClusterId id, String how) {
    Member member = draft.member(id).withStop(StopMark.NONE);
    draft.put(member);
    if (member.state() instanceof MemberState.TimedOut(var message, var at, _)) {
      draft.move(id, new MemberState.TimedOut(message, at, true));
    } else if (member.state() instanceof MemberState.Triggering) {
      draft.move(id, new MemberState.Stopped(how, draft.now()));
    }
  }

  /// Tries stops again that could not be delivered or were not answered.
  static void again(Draft draft) {
    for (Member member : draft.members()) {
      if (member.stop().open()
          && member.track().step() instanceof TriggerStep.Sent
          && !draft.now().isBefore(member.stop().triedAt().plus(pause(member.stop())))) {
        StopMark stop = member.stop();
        draft.put(
            member.withStop(new StopMark(stop.kind(), stop.since(), draft.now(), stop.message())));
        Ref ref = Tracks.current(member);
        draft.act(
            stop.kind() == StopMark.Kind.DELIVERED
                ? new Action.Poll(Tracks.key(draft, ref), draft.now())
                : new Action.Stop(Tracks.key(draft, ref)));
      }
    }
  }

  /// A member that timed out keeps its slot until it is observed ended; past undoTimeout a person
  /// may have to see to it.
  static void callPersons(Draft draft) {
    for (Member member : draft.members()) {
      if (member.state() instanceof MemberState.TimedOut(_, _, var ended)) {
        if (!ended && givenUp(draft, member)) {
          draft.hold(
              Hold.Kind.NEEDS_PERSON,
              member.id().value(),
              "its stop is pending: " + member.stop().message(),
              Draft.US);
        } else if (ended) {
          draft.release(Hold.Kind.NEEDS_PERSON, member.id().value());
        }
      }
    }
  }

  static Duration pause(StopMark stop) {
    return stop.kind() == StopMark.Kind.PENDING ? Pace.STOP_AGAIN : Pace.WATCHDOG;
  }

  /// Whether a stop has been waited for long enough to end the run without it.
  static boolean givenUp(Draft draft, Member member) {
    return !draft.now().isBefore(member.stop().since().plus(draft.phaseSpec(member).undoTimeout()));
  }

  /// Whether the run is on its way to an end, so that what ends by itself counts as stopped.
  static boolean ending(Draft draft) {
    return draft.phase() == RolloutState.Phase.ABORTING
        || draft.phase() == RolloutState.Phase.ROLLING_BACK;
  }

  private static void mark(Draft draft, Member member, StopMark.Kind kind, String message) {
    draft.put(
        member.withStop(
            new StopMark(
                kind,
                member.stop().open() ? member.stop().since() : draft.now(),
                draft.now(),
                message)));
  }
}
