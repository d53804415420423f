package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Proof;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.MemberState.UndoPending;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keeps the reasons of members true that wait for something outside themselves.
final class Waits {
  private Waits() {}

  static void refresh(Draft draft) {
    for (Member member : draft.members()) {
      if (member.state() instanceof Pending(var waiting)) {
        Wait next = next(draft, waiting, pending(draft, member, waiting));
        draft.move(member.id(), new Pending(next));
        if (next.reason() == Wait.Reason.MONITORING_UNPROVEN && !next.equals(waiting)) {
          draft.act(new Action.Probe(member.id()));
        }
      } else if (member.state() instanceof UndoPending(var waiting)) {
        Wait next = next(draft, waiting, Undoing.waits(draft, member));
        draft.move(member.id(), new UndoPending(next));
        if (next.reason() == Wait.Reason.UNREACHABLE && !next.equals(waiting)) {
          draft.act(new Action.Probe(member.id()));
        }
      }
    }
  }

  /// The same wait, unless its reason changed or its time to look again has come.
  private static Wait next(Draft draft, Wait present, Wait wanted) {
    if (present.reason() != wanted.reason()) {
      return wanted;
    }
    boolean due = !draft.now().isBefore(present.lookAgainAt());
    boolean same = present.detail().equals(wanted.detail());
    return due || !same
        ? new Wait(present.reason(), wanted.detail(), present.since(), wanted.lookAgainAt())
        : present;
  }

  private static Wait pending(Draft draft, Member member, Wait present) {
    WaveState wave = draft.wave(member.wave());
    List<Hold> blocking = Dispatch.blocking(draft);
    if (wave.phase() == WaveState.Phase.PENDING || wave.phase() == WaveState.Phase.BEFORE) {
      Optional<String> before = before(draft, member.wave());
      if (before.isPresent() || blocking.isEmpty()) {
        String detail = before.orElse("wave " + wave.name());
        return draft.waits(Wait.Reason.WAVE_NOT_BEGUN, detail, Pace.IDLE);
      }
    }
    if (!blocking.isEmpty()) {
      return draft.waits(Wait.Reason.RUN_HELD, names(blocking), Pace.IDLE);
    }
    if (!member.touched() && member.watch().monitoring() != Proof.PROVEN) {
      return draft.waits(Wait.Reason.MONITORING_UNPROVEN, member.watch().rung(), Pace.WATCHDOG);
    }
    return Dispatch.backingOff(draft, present) || StartSpread.waits(draft, present)
        ? present
        : draft.waits(Wait.Reason.NO_SLOT, "", Pace.IDLE);
  }

  /// What the wave itself waits for, of the run's own order.
  private static Optional<String> before(Draft draft, int wave) {
    for (int index = 0; index < wave; index++) {
      if (draft.wave(index).phase() != WaveState.Phase.PASSED) {
        return Optional.of("after wave " + draft.wave(index).name());
      }
    }
    return Requirements.next(draft, wave).map(ref -> ref.subject(draft));
  }

  private static String names(List<Hold> holds) {
    return holds.stream()
        .map(hold -> hold.kind().written())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
