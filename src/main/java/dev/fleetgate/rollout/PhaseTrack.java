package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// What was sent to one member in one phase.
///
/// @param attempt the current one, from 1
/// @param step of the current attempt
/// @param touched whether a Sending was written in any attempt
/// @param undoAttempt the current attempt of undo, from 1
/// @param undo step of the undo, at most one; none while it was not wanted
/// @param traces what the sends of all attempts left
public record PhaseTrack(
    int attempt,
    TriggerStep step,
    boolean touched,
    int undoAttempt,
    List<TriggerStep> undo,
    Traces traces) {
  public PhaseTrack {
    Objects.requireNonNull(step);
    undo = List.copyOf(undo);
    Objects.requireNonNull(traces);
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

  /// What the sends of all attempts left on the target.
  ///
  /// @param altered whether a send may have taken effect; once so, always so. Until then what the
  ///   target holds is what it held before
  /// @param unreleased earlier attempts whose outcome is written and whose object was not let go
  /// @param cleared whether nothing that was made is there any more
  public record Traces(boolean altered, SortedSet<Integer> unreleased, boolean cleared) {
    public static final Traces NONE = new Traces(false, new TreeSet<>(), false);

    public Traces {
      unreleased = Collections.unmodifiableSortedSet(new TreeSet<>(unreleased));
    }

    Traces alteredBy(TriggerStep step) {
      boolean by = step instanceof TriggerStep.Sent || step instanceof TriggerStep.Unknown;
      return new Traces(altered || by, unreleased, cleared);
    }

    Traces withUnreleased(int attempt) {
      SortedSet<Integer> more = new TreeSet<>(unreleased);
      more.add(attempt);
      return new Traces(altered, more, cleared);
    }

    Traces withReleased(int attempt) {
      SortedSet<Integer> fewer = new TreeSet<>(unreleased);
      fewer.remove(attempt);
      return new Traces(altered, fewer, cleared);
    }
  }

  /// The first attempt, wanted.
  public static PhaseTrack begun(TriggerStep step) {
    return new PhaseTrack(1, step, false, 1, List.of(), Traces.NONE);
  }

  /// The next attempt, wanted.
  public PhaseTrack again(Instant now) {
    boolean held = step instanceof TriggerStep.Done(_, _, _, var released) && !released;
    Traces left = held ? traces.withUnreleased(attempt) : traces;
    return new PhaseTrack(
        attempt + 1, new TriggerStep.Intended(now), touched, undoAttempt, undo, left);
  }

  public PhaseTrack withStep(TriggerStep next) {
    return new PhaseTrack(
        attempt,
        next,
        touched || next instanceof TriggerStep.Sending,
        undoAttempt,
        undo,
        traces.alteredBy(next));
  }

  public PhaseTrack withUndo(TriggerStep next) {
    return new PhaseTrack(attempt, step, touched, undoAttempt, List.of(next), traces);
  }

  /// The next attempt to undo, not wanted yet.
  public PhaseTrack undoAgain() {
    return new PhaseTrack(attempt, step, touched, undoAttempt + 1, List.of(), traces);
  }

  /// A send was not answered: it may have taken effect, or still may.
  public PhaseTrack withAltered() {
    Traces next = new Traces(true, traces.unreleased(), traces.cleared());
    return new PhaseTrack(attempt, step, touched, undoAttempt, undo, next);
  }

  /// An earlier attempt's object was let go.
  public PhaseTrack withReleased(int earlier) {
    Traces next = traces.withReleased(earlier);
    return new PhaseTrack(attempt, step, touched, undoAttempt, undo, next);
  }

  /// Nothing that was made is there any more.
  public PhaseTrack withCleared() {
    Traces next = new Traces(traces.altered(), new TreeSet<>(), true);
    return new PhaseTrack(attempt, step, touched, undoAttempt, undo, next);
  }

  /// Whether objects that a trigger made may still be there.
  ///
  /// @param trigger of the phase
  public boolean leaves(Trigger trigger) {
    return touched && !traces.cleared() && trigger.safety() == Trigger.Safety.NAMED;
  }
}
