package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.WaveState;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What must hold of every single step. Plain comparisons, as millions of steps are checked.
final class Invariants {
  private static final Set<Hold.Kind> BLOCKING =
      Set.of(
          Hold.Kind.PAUSED,
          Hold.Kind.HALTED,
          Hold.Kind.ALERTS_UNREADABLE,
          Hold.Kind.TARGET_UNREACHABLE);

  private Invariants() {}

  static void check(RolloutState before, RolloutEvent event, Transition step, Instant now) {
    RolloutState next = step.next();
    terminalMeansTerminal(before, next);
    for (Action action : step.actions()) {
      if (action instanceof Action.Send(var key)) {
        sendFollowsItsWrite(before, event, next, key);
        sendIsAllowed(next, key);
      }
      if (action instanceof Action.Clear) {
        require(next.phase().terminal(), "nothing is deleted before the end");
        require(
            !now.isBefore(next.phaseSince().plus(Pace.OBJECTS_KEPT)),
            "nothing is deleted within a day of the end");
      }
      if (action instanceof Action.Forget) {
        require(
            next.phase().terminal() && !now.isBefore(next.phaseSince().plus(Pace.OBJECTS_SOUGHT)),
            "nothing is forgotten within the time for which it is looked for");
      }
    }
    if (next.phase().terminal()) {
      require(
          step.lookAgainAt().isPresent() == next.leaves(),
          "a run that is over waits for nothing but the deletion of what it made");
      require(next.holds().isEmpty(), "a run that is over is not held");
    } else {
      require(step.lookAgainAt().orElseThrow().isAfter(now), "it looks again later");
      everyWaitIsExplained(next, now);
      slotsAreKept(next);
      wavesComeInOrder(next);
    }
    undoTouchesOnlyWhatWeTouched(next);
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new AssertionError("broken: " + rule);
    }
  }

  private static void terminalMeansTerminal(RolloutState before, RolloutState next) {
    if (before.phase().terminal()) {
      require(next.phase() == before.phase(), "terminal means terminal");
      next.members()
          .forEach((id, member) ->
              require(
                  member.state().equals(before.member(id).state()),
                  "terminal means terminal, for members too"));
    }
  }

  /// I6: written first, once, and never from a state that may have sent already.
  private static void sendFollowsItsWrite(
      RolloutState before, RolloutEvent event, RolloutState next, TriggerKey key) {
    require(event instanceof RolloutEvent.Prepared, "only a preparation is followed by a send");
    require(step(before, key) instanceof TriggerStep.Intended, "I6: it was Intended before");
    require(step(next, key) instanceof TriggerStep.Sending, "I6: Sending is written");
    require(next.member(key.member()).touched(), "a send touches");
  }

  private static void sendIsAllowed(RolloutState next, TriggerKey key) {
    Member member = next.member(key.member());
    if (key.action() == Direction.UNDO) {
      require(next.phase() == RolloutState.Phase.ROLLING_BACK, "undo only in a rollback");
      require(!next.held(Hold.Kind.PAUSED), "no undo while paused");
      return;
    }
    require(next.phase() == RolloutState.Phase.RUNNING, "new triggers only while running");
    require(
        next.holds().stream().noneMatch(hold -> BLOCKING.contains(hold.kind())),
        "no send while held");
    require(
        next.waves().subList(0, member.wave()).stream()
            .allMatch(wave -> wave.phase() == WaveState.Phase.PASSED),
        "I1: every earlier wave has passed");
  }

  private static TriggerStep step(RolloutState state, TriggerKey key) {
    Member member = state.member(key.member());
    int phase = state.spec().phases().stream().map(PhaseSpec::name).toList().indexOf(key.phase());
    PhaseTrack track = member.tracks().get(phase);
    return key.action() == Direction.DO ? track.step() : track.undo().getFirst();
  }

  /// I5.
  private static void everyWaitIsExplained(RolloutState next, Instant now) {
    for (Member member : next.members().values()) {
      if (member.state() instanceof MemberState.Waiting state) {
        require(
            state.waiting().lookAgainAt().isAfter(now),
            "I5: " + member.id() + " is looked at again: " + state.waiting());
      }
    }
  }

  private static void slotsAreKept(RolloutState next) {
    for (int index = 0; index < next.waves().size(); index++) {
      WaveState wave = next.waves().get(index);
      Limits limits = Limits.of(next.spec().waves().get(index), wave.members().size());
      List<Member> busy =
          wave.members().stream().map(next::member).filter(Invariants::atWork).toList();
      require(busy.size() <= limits.maxConcurrency(), "slots of wave " + wave.name());
    }
  }

  private static boolean atWork(Member member) {
    return member.state() instanceof MemberState.Triggering
        || member.state() instanceof MemberState.Settling
        || member.state() instanceof MemberState.Gating
        || member.state() instanceof MemberState.Held
        || member.state() instanceof MemberState.Undoing;
  }

  /// I1 for the waves themselves.
  private static void wavesComeInOrder(RolloutState next) {
    boolean open = false;
    for (WaveState wave : next.waves()) {
      require(!open || wave.phase() == WaveState.Phase.PENDING, "I1: waves come in order");
      open |= wave.phase() != WaveState.Phase.PASSED;
      if (wave.phase() == WaveState.Phase.PASSED) {
        require(Requirements.allMet(wave, Place.BEFORE), "I1: all before it was met");
        require(Requirements.allMet(wave, Place.AFTER), "I1: all after it was met");
      }
    }
  }

  /// I7: an undo is only begun for a phase of which a send was written.
  private static void undoTouchesOnlyWhatWeTouched(RolloutState next) {
    for (Member member : next.members().values()) {
      for (int phase = 0; phase < member.tracks().size(); phase++) {
        PhaseTrack track = member.tracks().get(phase);
        require(
            track.undo().isEmpty()
                || (track.touched() && next.spec().phases().get(phase).undo() == Undo.NATIVE),
            "I7: undo only what was sent");
      }
    }
  }
}
