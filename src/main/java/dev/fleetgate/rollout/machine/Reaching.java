package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Proof;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.Member.Watch;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Gating;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.MemberState.Settling;
import dev.fleetgate.rollout.MemberState.Succeeded;
import dev.fleetgate.rollout.MemberState.Triggering;
import dev.fleetgate.rollout.MemberState.Unreachable;
import dev.fleetgate.rollout.RolloutEvent.ProofChanged;
import dev.fleetgate.rollout.RolloutEvent.ReachChanged;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Members whose API server does not answer, and what is known of their monitoring.
final class Reaching {
  private Reaching() {}

  static void changed(Draft draft, ReachChanged event) {
    Optional<Member> found = draft.find(event.cluster());
    if (found.isEmpty()) {
      draft.overtaken(event);
      return;
    }
    Member member = found.get();
    Watch watch = member.watch();
    Reach reach = event.down() ? Reach.DOWN : Reach.ANSWERS;
    if (watch.reach() != reach) {
      String message = Pace.kept(event.message());
      draft.put(
          member.withWatch(
              new Watch(reach, event.since(), message, watch.monitoring(), watch.rung())));
      if (!event.down() && member.touched() && draft.running() && draft.alertsDecide()) {
        draft.act(new Action.ReadAlerts(member.id(), draft.now()));
      }
    }
  }

  static void proof(Draft draft, ProofChanged event) {
    Optional<Member> found = draft.find(event.cluster());
    if (found.isEmpty()) {
      draft.overtaken(event);
      return;
    }
    Watch watch = found.get().watch();
    Proof proof = event.proven() ? Proof.PROVEN : Proof.UNPROVEN;
    draft.put(
        found
            .get()
            .withWatch(
                new Watch(
                    watch.reach(),
                    watch.reachSince(),
                    watch.reachMessage(),
                    proof,
                    Pace.kept(event.message()))));
  }

  /// Counts members as unreachable whose API server is down for longer than their phase may take it
  /// down.
  static void count(Draft draft) {
    for (Member member : draft.members()) {
      if (member.watch().reach() == Reach.DOWN) {
        draft.release(Hold.Kind.ALERTS_UNREADABLE, member.id().value());
        if (counts(draft, member) && !draft.now().isBefore(from(draft, member))) {
          unreachable(draft, member);
        }
      }
    }
  }

  /// From when a member that is down counts as unreachable.
  static Instant from(Draft draft, Member member) {
    return member.watch().reachSince().plus(grace(draft, member));
  }

  private static Duration grace(Draft draft, Member member) {
    boolean atWork = member.begun() && !(member.state() instanceof Succeeded);
    return atWork ? draft.phaseSpec(member).unreachableGrace() : Duration.ZERO;
  }

  /// Whether the member can become unreachable: it is at work, or its wave has begun and not
  /// passed.
  static boolean counts(Draft draft, Member member) {
    WaveState.Phase phase = draft.wave(member.wave()).phase();
    boolean active = phase != WaveState.Phase.PENDING && phase != WaveState.Phase.PASSED;
    return switch (member.state()) {
      case Triggering _, Settling _, Gating _, Held _ -> true;
      case Pending _ -> active || member.touched();
      case Succeeded _ -> active;
      case Unreachable _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          false;
    };
  }

  private static void unreachable(Draft draft, Member member) {
    String message = member.watch().reachMessage();
    Wait waiting = draft.waits(Wait.Reason.UNREACHABLE, message, Pace.WATCHDOG);
    MemberState before =
        member.state() instanceof Triggering(var earlier)
                && member.track().step() instanceof TriggerStep.Intended
            ? new Pending(earlier)
            : member.state();
    draft.move(member.id(), new Unreachable(waiting, before));
    draft.decide(Draft.US, "member " + member.id() + " unreachable", message);
  }

  /// The member answers again and goes on where it was.
  static void goOn(Draft draft, Member member, MemberState before) {
    draft.decide(Draft.US, "member " + member.id() + " answers again", "");
    switch (before) {
      case Pending _ ->
          draft.move(member.id(), new Pending(draft.waits(Wait.Reason.NO_SLOT, "", Pace.IDLE)));
      case Triggering _ -> goOnTriggering(draft, member);
      case Settling settling -> draft.move(member.id(), settling);
      case Gating(var waiting, var deadline) -> {
        draft.move(member.id(), new Gating(later(draft, waiting), deadline));
        PhaseFlow.startGate(draft, member);
      }
      case Held(var reason, var waiting) -> {
        draft.move(member.id(), new Held(reason, later(draft, waiting)));
        if (reason == Held.Reason.INCONCLUSIVE) {
          PhaseFlow.startGate(draft, member);
        }
      }
      case Succeeded succeeded -> draft.move(member.id(), succeeded);
      case Unreachable _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          throw new IllegalStateException("cannot go on: " + before.written());
    }
  }

  private static void goOnTriggering(Draft draft, Member member) {
    Ref ref = Tracks.current(member);
    Wait running = draft.waits(Wait.Reason.TRIGGER_RUNNING, "", Pace.WATCHDOG);
    switch (member.track().step()) {
      case TriggerStep.Intended _ -> draft.move(member.id(), new Pending(running));
      case TriggerStep.Sending _ -> {
        draft.move(
            member.id(), new Triggering(draft.waits(Wait.Reason.RESOLVING, "", Pace.WATCHDOG)));
        draft.act(new Action.Resolve(Tracks.key(draft, ref), draft.now()));
      }
      case TriggerStep.Sent _ -> {
        draft.move(member.id(), new Triggering(running));
        draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now()));
      }
      case TriggerStep.Done _ -> {
        draft.move(member.id(), new Triggering(running));
        PhaseFlow.ended(draft, member.id());
      }
      case TriggerStep.Unknown(var message, _) ->
          draft.move(
              member.id(),
              new Held(Held.Reason.UNKNOWN, draft.waits(Wait.Reason.UNKNOWN, message, Pace.IDLE)));
    }
  }

  private static Wait later(Draft draft, Wait waiting) {
    return new Wait(
        waiting.reason(), waiting.detail(), waiting.since(), draft.now().plus(Pace.WATCHDOG));
  }
}
