package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.UndoPending;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Undoes touched members in reverse order of touch, within each wave's maxConcurrency;
/// [UndoPhases] undoes one member.
///
/// 1. What is in flight is asked to stop, and undone once it is observed ended; what cannot be
///    stopped is patched over.
/// 2. A member that does not answer, or still stops, is passed over and taken up when it is ready;
///    past undoTimeout a person is called.
/// 3. Only a pause holds undo. Alerts, budgets and approvals decide nothing.
final class Undoing {
  private Undoing() {}

  static void enter(Draft draft, int fromWave, String who, String why) {
    draft.undoFromWave(fromWave);
    draft.enter(RolloutState.Phase.ROLLING_BACK, who, why);
    draft.releaseAll(hold -> hold.kind() != Hold.Kind.PAUSED);
    draft.unsuspect(_ -> true);
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      Checks.stopAll(draft, wave);
    }
    for (Member member : draft.members()) {
      if (member.touched() && member.wave() >= fromWave) {
        PhaseFlow.stopGate(draft, member);
        draft.move(
            member.id(), new UndoPending(draft.waits(Wait.Reason.UNDO_ORDER, "", Pace.IDLE)));
        Stopping.begin(draft, member.id());
      } else {
        Aborting.leave(draft, member);
      }
    }
  }

  static void advance(Draft draft) {
    for (Member member : draft.members()) {
      if (member.state() instanceof MemberState.Undoing && member.watch().reach() == Reach.DOWN) {
        pend(draft, member.id(), unreachable(draft, member));
      }
    }
    start(draft);
    callPersons(draft);
    finish(draft);
  }

  /// Members of a later wave go before those of an earlier one; within a wave by slots.
  private static void start(Draft draft) {
    List<Member> order =
        draft.members().stream()
            .filter(member -> member.state() instanceof UndoPending)
            .sorted(Comparator.comparingInt(Member::touchOrder).reversed())
            .toList();
    Set<Integer> later = new HashSet<>();
    draft.members().stream()
        .filter(member -> member.state() instanceof MemberState.Undoing)
        .forEach(member -> later.add(member.wave()));
    for (Member member : order) {
      boolean free = Dispatch.free(draft, member.wave()) > 0;
      boolean first = later.stream().allMatch(wave -> wave <= member.wave());
      if (waits(draft, member).reason() == Wait.Reason.UNDO_ORDER && free && first) {
        UndoPhases.goOn(draft, member.id());
      }
      if (draft.member(member.id()).state() instanceof MemberState.Undoing
          || waits(draft, member).reason() == Wait.Reason.UNDO_ORDER) {
        later.add(member.wave());
      }
    }
  }

  /// What a member that is to be undone waits for; its turn, if nothing else.
  static Wait waits(Draft draft, Member member) {
    if (!(member.state() instanceof UndoPending(var present))) {
      return draft.waits(Wait.Reason.UNDO_ORDER, "", Pace.IDLE);
    }
    if (member.stop().open()) {
      return draft.waits(Wait.Reason.STOPPING, member.stop().message(), Pace.WATCHDOG);
    }
    if (member.watch().reach() == Reach.DOWN) {
      return unreachable(draft, member);
    }
    if (draft.held(Hold.Kind.PAUSED)) {
      return draft.waits(Wait.Reason.RUN_HELD, Hold.Kind.PAUSED.written(), Pace.IDLE);
    }
    boolean backingOff =
        (present.reason() == Wait.Reason.NOT_PREPARED
                || present.reason() == Wait.Reason.IDENTITY_CHANGED)
            && draft.now().isBefore(present.lookAgainAt());
    return backingOff ? present : draft.waits(Wait.Reason.UNDO_ORDER, "", Pace.IDLE);
  }

  private static Wait unreachable(Draft draft, Member member) {
    return draft.waits(Wait.Reason.UNREACHABLE, member.watch().reachMessage(), Pace.WATCHDOG);
  }

  /// Back to waiting; since stays if the reason does.
  static void pend(Draft draft, ClusterId id, Wait next) {
    Wait waiting = next;
    if (draft.member(id).state() instanceof MemberState.Waiting state
        && state.waiting().reason() == next.reason()) {
      waiting = new Wait(next.reason(), next.detail(), state.waiting().since(), next.lookAgainAt());
    }
    draft.move(id, new UndoPending(waiting));
  }

  private static void callPersons(Draft draft) {
    for (Member member : draft.members()) {
      if (member.state() instanceof UndoPending(var waiting)) {
        Duration limit = draft.phaseSpec(member).undoTimeout();
        if (needsPerson(waiting) && !draft.now().isBefore(waiting.since().plus(limit))) {
          draft.hold(
              Hold.Kind.NEEDS_PERSON,
              member.id().value(),
              "undo waits: " + waiting.reason().written() + " " + waiting.detail(),
              Draft.US);
        }
      } else {
        draft.release(Hold.Kind.NEEDS_PERSON, member.id().value());
      }
    }
  }

  /// Whether the wait is one that may never end by itself.
  static boolean needsPerson(Wait waiting) {
    return switch (waiting.reason()) {
      case UNREACHABLE, STOPPING, NOT_PREPARED, IDENTITY_CHANGED -> true;
      case WAVE_NOT_BEGUN,
          NO_SLOT,
          START_SPREAD,
          RUN_HELD,
          MONITORING_UNPROVEN,
          PREPARING,
          RESOLVING,
          TRIGGER_RUNNING,
          SETTLING,
          MEASURING,
          INCONCLUSIVE,
          UNKNOWN,
          ALERTS_UNREADABLE,
          APPROVAL,
          SOAK,
          UNDO_ORDER ->
          false;
    };
  }

  /// RolledBack: every touched member in scope is Undone, or UndoImpossible where accepted;
  /// anything less is Failed.
  private static void finish(Draft draft) {
    List<Member> scope =
        draft.members().stream()
            .filter(member -> member.touched() && member.wave() >= draft.undoFromWave())
            .toList();
    boolean moving =
        scope.stream()
            .anyMatch(member ->
                member.state() instanceof UndoPending
                    || member.state() instanceof MemberState.Undoing);
    boolean stopping =
        draft.members().stream()
            .anyMatch(member -> member.stop().open() && !Stopping.givenUp(draft, member));
    if (moving || stopping) {
      return;
    }
    List<String> not =
        scope.stream()
            .filter(member -> !undone(member.state()))
            .map(member -> member.id() + " " + member.state().written())
            .toList();
    if (not.isEmpty()) {
      draft.enter(RolloutState.Phase.ROLLED_BACK, Draft.US, "undone: " + scope.size() + " members");
    } else {
      draft.enter(RolloutState.Phase.FAILED, Draft.US, "not undone: " + String.join(", ", not));
    }
  }

  private static boolean undone(MemberState state) {
    return state instanceof MemberState.Undone
        || (state instanceof MemberState.UndoImpossible(_, _, var accepted) && accepted);
  }

  /// A person gives up what has not begun to be undone; what is at work goes on to its end.
  static void giveUp(Draft draft, String why) {
    for (Member member : draft.members()) {
      if (member.state() instanceof UndoPending) {
        draft.move(
            member.id(),
            UndoPhases.inFlight(member)
                ? new MemberState.UndoFailed("given up: " + why, draft.now())
                : new MemberState.UndoImpossible("given up: " + why, draft.now(), false));
      }
    }
  }

  /// Asks again about the undo of a member whose answer is late.
  static void again(Draft draft, Member member) {
    UndoPhases.openPhase(draft, member)
        .ifPresent(phase -> {
          Tracks.Ref ref = new Tracks.Ref(member.id(), phase, Direction.UNDO);
          Timers.ask(draft, ref).forEach(draft::act);
        });
  }

  /// The wait of a member at work.
  static void working(Draft draft, ClusterId id, Wait.Reason reason, Duration again) {
    draft.move(id, new MemberState.Undoing(draft.waits(reason, "", again)));
  }

  static void prepare(Draft draft, Tracks.Ref ref) {
    working(draft, ref.member(), Wait.Reason.PREPARING, Pace.WATCHDOG);
    draft.act(new Action.Prepare(Tracks.key(draft, ref)));
  }
}
