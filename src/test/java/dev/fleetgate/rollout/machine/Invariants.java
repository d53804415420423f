package dev.fleetgate.rollout.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutEvent;
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
import java.util.stream.Collectors;

/// What must hold of every single step.
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
    }
    if (next.phase().terminal()) {
      assertThat(step.lookAgainAt()).as("a run that is over waits for nothing").isEmpty();
      assertThat(next.holds()).isEmpty();
    } else {
      assertThat(step.lookAgainAt()).get().satisfies(at -> assertThat(at).isAfter(now));
      everyWaitIsExplained(next, now);
      slotsAreKept(next);
      wavesComeInOrder(next);
    }
    undoTouchesOnlyWhatWeTouched(next);
  }

  private static void terminalMeansTerminal(RolloutState before, RolloutState next) {
    if (before.phase().terminal()) {
      assertThat(next.phase()).isEqualTo(before.phase());
      next.members()
          .forEach((id, member) -> assertThat(member.state()).isEqualTo(before.member(id).state()));
    }
  }

  /// I6: written first, once, and never from a state that may have sent already.
  private static void sendFollowsItsWrite(
      RolloutState before, RolloutEvent event, RolloutState next, TriggerKey key) {
    assertThat(event)
        .as("only a preparation is followed by a send")
        .isInstanceOf(RolloutEvent.Prepared.class);
    assertThat(step(before, key)).isInstanceOf(TriggerStep.Intended.class);
    assertThat(step(next, key)).isInstanceOf(TriggerStep.Sending.class);
    assertThat(next.member(key.member()).touched()).isTrue();
  }

  private static void sendIsAllowed(RolloutState next, TriggerKey key) {
    Member member = next.member(key.member());
    Set<Hold.Kind> holds =
        next.holds().stream()
            .map(Hold::kind)
            .filter(BLOCKING::contains)
            .collect(Collectors.toSet());
    if (key.action() == Direction.UNDO) {
      assertThat(next.phase()).isEqualTo(RolloutState.Phase.ROLLING_BACK);
      assertThat(holds).doesNotContain(Hold.Kind.PAUSED);
      return;
    }
    assertThat(next.phase())
        .as("new triggers only while running")
        .isEqualTo(RolloutState.Phase.RUNNING);
    assertThat(holds).as("no send while held").isEmpty();
    assertThat(next.waves().subList(0, member.wave()))
        .as("I1: every earlier wave has passed")
        .allSatisfy(wave -> assertThat(wave.phase()).isEqualTo(WaveState.Phase.PASSED));
  }

  private static TriggerStep step(RolloutState state, TriggerKey key) {
    Member member = state.member(key.member());
    int phase =
        state.spec().phases().stream().map(spec -> spec.name()).toList().indexOf(key.phase());
    PhaseTrack track = member.tracks().get(phase);
    return key.action() == Direction.DO ? track.step() : track.undo().getFirst();
  }

  /// I5.
  private static void everyWaitIsExplained(RolloutState next, Instant now) {
    next.members()
        .values()
        .forEach(member -> {
          if (member.state() instanceof MemberState.Waiting state) {
            assertThat(state.waiting().lookAgainAt())
                .as("%s waits for %s", member.id(), state.waiting())
                .isAfter(now);
          }
        });
  }

  private static void slotsAreKept(RolloutState next) {
    for (int index = 0; index < next.waves().size(); index++) {
      WaveState wave = next.waves().get(index);
      Limits limits = Limits.of(next.spec().waves().get(index), wave.members().size());
      List<Member> busy =
          wave.members().stream().map(next::member).filter(Invariants::atWork).toList();
      assertThat(busy).as("wave %s", wave.name()).hasSizeLessThanOrEqualTo(limits.maxConcurrency());
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
      if (open) {
        assertThat(wave.phase()).isEqualTo(WaveState.Phase.PENDING);
      }
      open |= wave.phase() != WaveState.Phase.PASSED;
      if (wave.phase() == WaveState.Phase.PASSED) {
        assertThat(Requirements.allMet(wave, Place.BEFORE)).isTrue();
        assertThat(Requirements.allMet(wave, Place.AFTER)).isTrue();
      }
    }
  }

  /// I7: an undo is only begun for a phase of which a send was written.
  private static void undoTouchesOnlyWhatWeTouched(RolloutState next) {
    next.members()
        .values()
        .forEach(member -> {
          for (int phase = 0; phase < member.tracks().size(); phase++) {
            PhaseTrack track = member.tracks().get(phase);
            if (!track.undo().isEmpty()) {
              assertThat(track.touched()).isTrue();
              assertThat(next.spec().phases().get(phase).undo()).isEqualTo(Undo.NATIVE);
            }
          }
        });
  }
}
