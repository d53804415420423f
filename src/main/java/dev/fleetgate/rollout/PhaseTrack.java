package dev.fleetgate.rollout;

import java.util.List;
import java.util.Objects;

/// What was sent to one member in one phase.
///
/// @param attempt the current one, from 1
/// @param step of the current attempt
/// @param touched whether a Sending was written in any attempt
/// @param undoAttempt the current attempt of undo, from 1
/// @param undo step of the undo, at most one; none while it was not wanted
public record PhaseTrack(
    int attempt, TriggerStep step, boolean touched, int undoAttempt, List<TriggerStep> undo) {
  public PhaseTrack {
    Objects.requireNonNull(step);
    undo = List.copyOf(undo);
    if (attempt < 1 || undoAttempt < 1 || undo.size() > 1) {
      throw new IllegalArgumentException(
          "track: attempt "
              + attempt
              + ", undo attempt "
              + undoAttempt
              + ", undo steps "
              + undo.size()
              + " (expected: attempts >= 1, at most one undo step)");
    }
  }

  /// The first attempt, wanted.
  public static PhaseTrack begun(TriggerStep step) {
    return new PhaseTrack(1, step, false, 1, List.of());
  }

  /// The next attempt, wanted.
  public PhaseTrack again(TriggerStep step) {
    return new PhaseTrack(attempt + 1, step, touched, undoAttempt, undo);
  }

  public PhaseTrack withStep(TriggerStep next) {
    return new PhaseTrack(
        attempt, next, touched || next instanceof TriggerStep.Sending, undoAttempt, undo);
  }

  public PhaseTrack withUndo(TriggerStep next) {
    return new PhaseTrack(attempt, step, touched, undoAttempt, List.of(next));
  }

  /// The next attempt to undo, not wanted yet.
  public PhaseTrack undoAgain() {
    return new PhaseTrack(attempt, step, touched, undoAttempt + 1, List.of());
  }
}
