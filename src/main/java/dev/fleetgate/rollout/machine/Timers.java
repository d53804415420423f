package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Gating;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.MemberState.Triggering;
import dev.fleetgate.rollout.MemberState.Unreachable;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What time alone moves: ends of settle, gate deadlines, answers that are late, the expiry of what
/// the webhook brought.
final class Timers {
  private Timers() {}

  static void run(Draft draft) {
    if (draft.running()) {
      AlertFlow.expire(draft);
      Reaching.count(draft);
      Stopping.callPersons(draft);
    }
    Stopping.again(draft);
    draft.members().forEach(member -> look(draft, member));
  }

  private static void look(Draft draft, Member member) {
    if (member.state() instanceof Gating(_, var deadline) && !draft.now().isBefore(deadline)) {
      GateFlow.hold(draft, member, detail(member));
    } else if (member.state() instanceof MemberState.Waiting state
        && !draft.now().isBefore(state.waiting().lookAgainAt())) {
      due(draft, member);
    }
  }

  private static void due(Draft draft, Member member) {
    switch (member.state()) {
      case Triggering(var waiting) -> {
        draft.move(member.id(), new Triggering(later(draft, waiting)));
        ask(draft, Tracks.current(member)).forEach(draft::act);
      }
      case MemberState.Settling _ -> PhaseFlow.settled(draft, member.id());
      case Gating(var waiting, var deadline) -> {
        draft.move(member.id(), new Gating(later(draft, waiting), deadline));
        PhaseFlow.startGate(draft, member);
      }
      case Held(var reason, var waiting) -> {
        draft.move(member.id(), new Held(reason, later(draft, waiting)));
        held(draft, member, reason);
      }
      case Unreachable(var waiting, var before) -> {
        draft.move(member.id(), new Unreachable(later(draft, waiting), before));
        draft.act(new Action.Probe(member.id()));
      }
      case MemberState.Undoing(var waiting) -> {
        draft.move(member.id(), new MemberState.Undoing(later(draft, waiting)));
        Undoing.again(draft, member);
      }
      case MemberState.Pending _, MemberState.UndoPending _ -> {
        // looked at by Waits
      }
      case MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ -> {
        // waits for nothing
      }
    }
  }

  /// What to ask the shell about a trigger whose answer is late.
  static List<Action> ask(Draft draft, Ref ref) {
    Optional<TriggerStep> step = Tracks.step(draft, ref);
    if (step.isEmpty()) {
      return List.of();
    }
    return switch (step.get()) {
      case TriggerStep.Intended _ -> List.of(new Action.Prepare(Tracks.key(draft, ref)));
      case TriggerStep.Sending _ ->
          List.of(new Action.Resolve(Tracks.key(draft, ref), draft.now()));
      case TriggerStep.Sent _ -> List.of(new Action.Poll(Tracks.key(draft, ref), draft.now()));
      case TriggerStep.Done _, TriggerStep.Unknown _ -> List.of();
    };
  }

  private static void held(Draft draft, Member member, Held.Reason reason) {
    switch (reason) {
      case INCONCLUSIVE -> PhaseFlow.startGate(draft, member);
      case ALERTS_UNREADABLE, IDENTITY_CHANGED -> {
        if (Dispatch.maySend(draft, member)) {
          draft.act(new Action.Prepare(Tracks.key(draft, Tracks.current(member))));
        }
      }
      case UNKNOWN -> {
        // only a person can say
      }
    }
  }

  private static Wait later(Draft draft, Wait waiting) {
    return new Wait(
        waiting.reason(), waiting.detail(), waiting.since(), draft.now().plus(again(waiting)));
  }

  private static Duration again(Wait waiting) {
    return switch (waiting.reason()) {
      case ALERTS_UNREADABLE -> Pace.PREPARE_AGAIN;
      case UNKNOWN -> Pace.IDLE;
      case WAVE_NOT_BEGUN,
          NO_SLOT,
          START_SPREAD,
          RUN_HELD,
          MONITORING_UNPROVEN,
          PREPARING,
          NOT_PREPARED,
          RESOLVING,
          TRIGGER_RUNNING,
          STOPPING,
          SETTLING,
          MEASURING,
          INCONCLUSIVE,
          IDENTITY_CHANGED,
          UNREACHABLE,
          APPROVAL,
          SOAK,
          UNDO_ORDER ->
          Pace.WATCHDOG;
    };
  }

  private static String detail(Member member) {
    String detail =
        member.state() instanceof MemberState.Waiting state ? state.waiting().detail() : "";
    return detail.isEmpty() ? "no verdict within gateTimeout" : detail;
  }
}
