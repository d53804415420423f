package dev.fleetgate.http;

import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.WaveState;

/// How a state looks beside its word: a shape, and a tone that the style sheet gives a colour. Two
/// states of one tone have different shapes, so that nothing hangs on colour.
///
/// @param tone `quiet`, `active`, `waiting`, `good` or `bad`
record Mark(String shape, String tone) {
  static Mark of(MemberState state) {
    return switch (state) {
      case MemberState.Pending _ -> new Mark("○", "quiet");
      case MemberState.Triggering _ -> new Mark("▷", "active");
      case MemberState.Settling _ -> new Mark("◔", "active");
      case MemberState.Gating _ -> new Mark("◆", "active");
      case MemberState.Succeeded _ -> new Mark("✓", "good");
      case MemberState.Failed _ -> new Mark("✕", "bad");
      case MemberState.TimedOut _ -> new Mark("⊘", "bad");
      case MemberState.Unreachable _ -> new Mark("▽", "waiting");
      case MemberState.Held _ -> new Mark("■", "waiting");
      case MemberState.Stopped _ -> new Mark("□", "quiet");
      case MemberState.UndoPending _ -> new Mark("◁", "waiting");
      case MemberState.Undoing _ -> new Mark("↺", "active");
      case MemberState.Undone _ -> new Mark("↶", "quiet");
      case MemberState.UndoFailed _ -> new Mark("▲", "bad");
      case MemberState.UndoImpossible _ -> new Mark("△", "bad");
    };
  }

  static Mark of(RolloutState.Phase phase) {
    return switch (phase) {
      case PENDING -> new Mark("○", "quiet");
      case RUNNING -> new Mark("▶", "active");
      case ABORTING -> new Mark("□", "waiting");
      case ROLLING_BACK -> new Mark("↺", "waiting");
      case SUCCEEDED -> new Mark("✓", "good");
      case FAILED -> new Mark("✕", "bad");
      case ABORTED -> new Mark("■", "bad");
      case ROLLED_BACK -> new Mark("↶", "bad");
      case REJECTED -> new Mark("⊘", "bad");
    };
  }

  static Mark of(WaveState.Phase phase) {
    return switch (phase) {
      case PENDING -> new Mark("○", "quiet");
      case BEFORE -> new Mark("◁", "waiting");
      case ROLLING -> new Mark("▶", "active");
      case AFTER -> new Mark("◔", "active");
      case PASSED -> new Mark("✓", "good");
      case BREACHED -> new Mark("✕", "bad");
    };
  }

  /// Puts the shape, hidden from screen readers, and the word.
  void put(Html html, String word) {
    html.open("span", "class", "state " + tone)
        .element("span", shape, "class", "shape", "aria-hidden", "true")
        .text(" " + word)
        .close();
  }
}
