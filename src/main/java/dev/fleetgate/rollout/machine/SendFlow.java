package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.MemberState.Triggering;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Prepared;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Duration;

/// A trigger on its way out: prepared, sending, sent.
final class SendFlow {
  private SendFlow() {}

  /// Takes a slot and asks to prepare the next trigger of a member that waits for it.
  static void prepare(Draft draft, Member member) {
    if (!member.begun()) {
      draft.put(
          member.withTrack(
              member.phase(), PhaseTrack.begun(new TriggerStep.Intended(draft.now()))));
    }
    draft.move(member.id(), new Triggering(draft.waits(Wait.Reason.PREPARING, "", Pace.WATCHDOG)));
    draft.act(new Action.Prepare(Tracks.key(draft, Tracks.current(member))));
  }

  /// The write that moves Intended to Sending checks everything once more.
  ///
  /// 1. The cluster is the one recorded; otherwise the member is held.
  /// 2. Holds, verbs and the member's own conditions allow it; otherwise it waits again.
  /// 3. The alerts that fire now are recorded once, as not counting.
  ///
  /// Invariant: a Send is returned together with a state that says Sending, and never otherwise.
  static void prepared(Draft draft, Ref ref, Prepared event) {
    Member member = draft.member(ref.member());
    if (!member.uid().isEmpty() && !member.uid().equals(event.clusterUid())) {
      hold(
          draft,
          member,
          Held.Reason.IDENTITY_CHANGED,
          draft.waits(
              Wait.Reason.IDENTITY_CHANGED,
              "kube-system is " + event.clusterUid() + ", recorded was " + member.uid(),
              Pace.WATCHDOG));
      return;
    }
    if (!Dispatch.maySend(draft, member)) {
      backUnlessHeld(draft, member, draft.waits(Wait.Reason.RUN_HELD, "", Pace.IDLE));
      return;
    }
    Member recorded = AlertFlow.recorded(draft, member.withUid(event.clusterUid()), event.firing());
    draft.put(recorded.touched() ? recorded : recorded.withTouchOrder(draft.touch()));
    Tracks.move(draft, ref, new TriggerStep.Sending(event.intentHash(), draft.now()));
    draft.move(
        member.id(),
        new Triggering(
            draft.waits(
                Wait.Reason.TRIGGER_RUNNING, "sending", draft.phaseSpec(member).timeout())));
    draft.act(new Action.Send(event.key()));
    if (draft.alertsDecide()) {
      draft.act(new Action.ReadAlerts(member.id(), draft.now().plus(Pace.ALERTS)));
    }
  }

  static void notPrepared(Draft draft, Ref ref, RolloutEvent.PreparationFailed event) {
    Member member = draft.member(ref.member());
    String message = event.message();
    switch (event.obstacle()) {
      case UNREACHABLE -> {
        Wait waiting = draft.waits(Wait.Reason.NOT_PREPARED, message, Pace.PREPARE_AGAIN);
        backUnlessHeld(draft, member, waiting);
        draft.act(new Action.Probe(member.id()));
      }
      case ALERTS_UNREADABLE ->
          hold(
              draft,
              member,
              Held.Reason.ALERTS_UNREADABLE,
              draft.waits(Wait.Reason.ALERTS_UNREADABLE, message, Pace.PREPARE_AGAIN));
      case REFUSED, CHANGED_SINCE, NOTHING_TO_UNDO -> {
        Tracks.done(draft, ref, Outcome.REFUSED, message);
        PhaseFlow.attemptFailed(draft, member.id(), MemberState.Cause.REFUSED, message);
      }
    }
  }

  static void sent(Draft draft, Ref ref, RolloutEvent.TriggerSent event) {
    Member member = draft.member(ref.member());
    Tracks.move(draft, ref, sent(draft, ref, event.receipt()));
    if (member.stop().open()) {
      Stopping.sent(draft, member.id());
      return;
    }
    Duration pause = Pace.POLL_UNREADABLE;
    if (member.state() instanceof Triggering || heldBeforeSending(member)) {
      draft.move(
          member.id(), new Triggering(draft.waits(Wait.Reason.TRIGGER_RUNNING, "", Pace.WATCHDOG)));
      pause = Pace.POLL;
    }
    draft.act(new Action.Poll(event.key(), draft.now().plus(pause)));
  }

  static TriggerStep.Sent sent(Draft draft, Ref ref, String receipt) {
    TriggerStep step = Tracks.step(draft, ref).orElseThrow();
    return step instanceof TriggerStep.Sending(var intent, var since)
        ? new TriggerStep.Sent(intent, Pace.kept(receipt), since)
        : new TriggerStep.Sent("", Pace.kept(receipt), draft.now());
  }

  static void refused(Draft draft, Ref ref, RolloutEvent.TriggerRefused event) {
    Tracks.done(draft, ref, Outcome.REFUSED, event.message());
    MemberState.Cause cause =
        event.nameTaken() ? MemberState.Cause.NAME_TAKEN : MemberState.Cause.REFUSED;
    ended(draft, ref, () -> PhaseFlow.attemptFailed(draft, ref.member(), cause, event.message()));
  }

  static void conflict(Draft draft, Ref ref, RolloutEvent.TriggerConflict event) {
    notSent(
        draft, ref, draft.waits(Wait.Reason.NOT_PREPARED, event.message(), Pace.AFTER_CONFLICT));
  }

  /// It did not arrive so far; what is still on its way is refused by what it tests.
  static void absent(Draft draft, Ref ref) {
    Tracks.altered(draft, ref);
    notSent(draft, ref, draft.waits(Wait.Reason.RUN_HELD, "", Pace.IDLE));
  }

  private static void notSent(Draft draft, Ref ref, Wait waiting) {
    Tracks.move(draft, ref, new TriggerStep.Intended(draft.now()));
    ended(draft, ref, () -> back(draft, draft.member(ref.member()), waiting));
  }

  /// No answer: only a read of the target can say whether it arrived.
  static void lost(Draft draft, Ref ref, RolloutEvent.TriggerLost event) {
    Tracks.altered(draft, ref);
    Member member = draft.member(ref.member());
    boolean first = true;
    if (member.state() instanceof Triggering(var waiting)) {
      first = waiting.reason() != Wait.Reason.RESOLVING;
      draft.move(
          member.id(),
          new Triggering(
              first
                  ? draft.waits(Wait.Reason.RESOLVING, event.message(), Pace.WATCHDOG)
                  : waiting));
    }
    draft.act(
        new Action.Resolve(event.key(), first ? draft.now() : draft.now().plus(Pace.RESOLVE)));
    if (!first) {
      draft.act(new Action.Probe(member.id()));
    }
  }

  static void unknown(Draft draft, Ref ref, RolloutEvent.TriggerUnknown event) {
    Tracks.move(draft, ref, new TriggerStep.Unknown(Pace.kept(event.message()), draft.now()));
    Member member = draft.member(ref.member());
    draft.put(member.withStop(Member.StopMark.NONE));
    if (member.state() instanceof Triggering) {
      hold(
          draft,
          member,
          Held.Reason.UNKNOWN,
          draft.waits(Wait.Reason.UNKNOWN, event.message(), Pace.IDLE));
    }
  }

  /// Goes on after a send that changed nothing: as if it had ended, where it was to be stopped.
  private static void ended(Draft draft, Ref ref, Runnable otherwise) {
    Member member = draft.member(ref.member());
    if (member.stop().open()) {
      Stopping.ended(draft, member.id(), "it was not sent");
    } else if (member.state() instanceof Triggering) {
      otherwise.run();
    }
  }

  private static void back(Draft draft, Member member, Wait waiting) {
    draft.move(member.id(), new Pending(waiting));
  }

  /// A member that is held before its send stays so until a preparation goes through.
  private static void backUnlessHeld(Draft draft, Member member, Wait waiting) {
    if (!heldBeforeSending(member)) {
      back(draft, member, waiting);
    }
  }

  /// Whether the member is held by what was found while preparing; it is prepared again and again.
  static boolean heldBeforeSending(Member member) {
    return member.state() instanceof Held(var reason, _)
        && (reason == Held.Reason.ALERTS_UNREADABLE || reason == Held.Reason.IDENTITY_CHANGED);
  }

  private static void hold(Draft draft, Member member, Held.Reason reason, Wait waiting) {
    if (member.state() instanceof Held(var present, var earlier) && present == reason) {
      draft.move(
          member.id(),
          new Held(
              reason,
              new Wait(
                  waiting.reason(), waiting.detail(), earlier.since(), waiting.lookAgainAt())));
    } else {
      draft.move(member.id(), new Held(reason, waiting));
      draft.decide(Draft.US, "member " + member.id() + " held: " + reason, waiting.detail());
    }
  }
}
