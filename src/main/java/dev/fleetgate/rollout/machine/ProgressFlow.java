package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Durations;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.TimedOut;
import dev.fleetgate.rollout.MemberState.Triggering;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent.TriggerProgress;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Instant;

/// A trigger at work: what reads of its target say.
final class ProgressFlow {
  private ProgressFlow() {}

  static void progress(Draft draft, Ref ref, TriggerProgress event) {
    if (event.progress() instanceof Progress.Unreadable(var message)) {
      unreadable(draft, ref, message);
      return;
    }
    draft.release(Hold.Kind.TARGET_UNREACHABLE, event.key().written());
    switch (event.progress()) {
      case Progress.Running(var message) -> running(draft, ref, event.readAt(), message);
      case Progress.Succeeded(var message) -> ended(draft, ref, Outcome.SUCCEEDED, message);
      case Progress.Failed(var message) -> ended(draft, ref, Outcome.FAILED, message);
      case Progress.Stopped(var message) -> ended(draft, ref, Outcome.STOPPED, message);
      case Progress.Unreadable _ -> throw new IllegalStateException("unreadable is handled above");
    }
  }

  /// The deadline fires only on a read that began after it and says "not done".
  private static void running(Draft draft, Ref ref, Instant readAt, String message) {
    Member member = draft.member(ref.member());
    boolean late =
        member.track().step() instanceof TriggerStep.Sent(_, _, var since)
            && !readAt.isBefore(since.plus(draft.phaseSpec(member).timeout()));
    if (late && member.state() instanceof Triggering && draft.running()) {
      timedOut(draft, member, message);
    } else {
      draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now().plus(Pace.POLL)));
    }
  }

  private static void timedOut(Draft draft, Member member, String message) {
    String sentence =
        "not done after " + Durations.print(draft.phaseSpec(member).timeout()) + ": " + message;
    boolean stoppable = draft.phaseSpec(member).trigger().stoppable();
    draft.move(member.id(), new TimedOut(Pace.kept(sentence), draft.now(), !stoppable));
    draft.decide(Draft.US, "member " + member.id() + " timed out", sentence);
    if (stoppable) {
      Stopping.begin(draft, member.id());
    }
  }

  private static void ended(Draft draft, Ref ref, Outcome outcome, String message) {
    Tracks.done(draft, ref, outcome, message);
    Member member = draft.member(ref.member());
    if (member.stop().open()) {
      Stopping.ended(draft, member.id(), outcome + (message.isEmpty() ? "" : ": " + message));
    } else if (member.state() instanceof Triggering) {
      PhaseFlow.ended(draft, member.id());
    }
  }

  private static void unreadable(Draft draft, Ref ref, String message) {
    Action poll = new Action.Poll(Tracks.key(draft, ref), draft.now().plus(Pace.POLL_UNREADABLE));
    draft.act(poll);
    if (Tracks.trigger(draft, ref).onChild()) {
      draft.act(new Action.Probe(ref.member()));
    } else if (draft.running()
        && draft.member(ref.member()).state() instanceof MemberState.Triggering) {
      draft.hold(Hold.Kind.TARGET_UNREACHABLE, Tracks.key(draft, ref).written(), message, Draft.US);
    }
  }
}
