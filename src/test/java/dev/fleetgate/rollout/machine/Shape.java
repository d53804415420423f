package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.WaveState;
import java.util.List;
import java.util.stream.Collectors;

/// What of a state decides how it goes on, without times, texts and counters: states of one shape
/// are explored once.
final class Shape {
  private Shape() {}

  static String of(RolloutState state) {
    return state.phase()
        + " "
        + state.holds().stream().map(Hold::kind).distinct().toList()
        + " "
        + state.waves().stream().map(Shape::wave).toList()
        + " "
        + state.members().values().stream().map(Shape::member).toList()
        + " "
        + state.suspicions().size();
  }

  private static String wave(WaveState wave) {
    return wave.phase() + names(wave.before()) + names(wave.after());
  }

  private static String names(List<?> values) {
    return values.stream()
        .map(value -> value.getClass().getSimpleName())
        .collect(Collectors.joining(",", "(", ")"));
  }

  private static String member(Member member) {
    return state(member.state())
        + member.phase()
        + (member.touched() ? "t" : "")
        + member.tracks().stream().map(Shape::track).toList()
        + member.stop().kind()
        + member.watch().reach()
        + member.watch().monitoring()
        + member.alerts().counting().size()
        + Math.min(1, member.alerts().known().size());
  }

  static String state(MemberState state) {
    String name = state.written();
    if (state instanceof MemberState.Unreachable(_, var before)) {
      return name + "<" + before.written() + ">";
    }
    if (state instanceof MemberState.Held(var reason, _)) {
      return name + reason;
    }
    return state instanceof MemberState.Waiting waiting ? name + waiting.waiting().reason() : name;
  }

  private static String track(PhaseTrack track) {
    return Math.min(2, track.attempt())
        + step(track.step())
        + (track.traces().altered() ? "a" : "")
        + track.undo().stream().map(Shape::step).toList()
        + Math.min(2, track.undoAttempt());
  }

  static String step(TriggerStep step) {
    String name = step.getClass().getSimpleName();
    return step instanceof TriggerStep.Done(var outcome, _, _, var released)
        ? name + outcome + released
        : name;
  }
}
