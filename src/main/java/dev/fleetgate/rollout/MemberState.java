package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.Objects;

/// Where a member stands. Those that wait carry their [Wait].
public sealed interface MemberState {
  /// Waits for its next trigger; nothing of it is in flight.
  record Pending(Wait waiting) implements MemberState, Waiting {
    public Pending {
      Objects.requireNonNull(waiting);
    }
  }

  /// Its trigger is at work; how far is the step of its phase.
  record Triggering(Wait waiting) implements MemberState, Waiting {
    public Triggering {
      Objects.requireNonNull(waiting);
    }
  }

  /// The trigger was observed done; nothing is measured before the wait's end.
  record Settling(Wait waiting) implements MemberState, Waiting {
    public Settling {
      Objects.requireNonNull(waiting);
    }
  }

  /// Its gate measures.
  ///
  /// @param deadline when it becomes Held; [Instant#MAX] until the gate said from when it counts
  record Gating(Wait waiting, Instant deadline) implements MemberState, Waiting {
    public Gating {
      Objects.requireNonNull(waiting);
      Objects.requireNonNull(deadline);
    }
  }

  /// Every phase is done and every gate passed.
  record Succeeded(Instant at) implements MemberState {
    public Succeeded {
      Objects.requireNonNull(at);
    }
  }

  /// A trigger or a gate failed.
  record Failed(Cause cause, String message, Instant at) implements MemberState {
    public Failed {
      Objects.requireNonNull(cause);
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// Its trigger was not observed done in time.
  ///
  /// @param ended whether nothing of it runs any more, or nothing of it can be stopped
  record TimedOut(String message, Instant at, boolean ended) implements MemberState {
    public TimedOut {
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// Its API server does not answer; neither failed nor succeeded.
  ///
  /// @param before where it goes on when it answers again in time
  record Unreachable(Wait waiting, MemberState before) implements MemberState, Waiting {
    public Unreachable {
      Objects.requireNonNull(waiting);
      Objects.requireNonNull(before);
      if (before instanceof Unreachable) {
        throw new IllegalArgumentException("before: unreachable (expected: a state to go back to)");
      }
    }
  }

  /// Nothing can be said; a person, or the evidence that was missing, moves it on. Keeps its slot.
  record Held(Reason reason, Wait waiting) implements MemberState, Waiting {
    public Held {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(waiting);
    }

    /// Why it is held.
    public enum Reason {
      INCONCLUSIVE,
      UNKNOWN,
      ALERTS_UNREADABLE,
      IDENTITY_CHANGED
    }
  }

  /// Ended by our stop, or by itself while the run aborted; its gate was not run to an end.
  record Stopped(String message, Instant at) implements MemberState {
    public Stopped {
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// To be undone, and waiting for it.
  record UndoPending(Wait waiting) implements MemberState, Waiting {
    public UndoPending {
      Objects.requireNonNull(waiting);
    }
  }

  /// One of its phases is being undone; how far is the undo step of that phase.
  record Undoing(Wait waiting) implements MemberState, Waiting {
    public Undoing {
      Objects.requireNonNull(waiting);
    }
  }

  /// Back at what was recorded before.
  record Undone(Instant at) implements MemberState {
    public Undone {
      Objects.requireNonNull(at);
    }
  }

  /// An undo was sent and failed.
  record UndoFailed(String message, Instant at) implements MemberState {
    public UndoFailed {
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// Cannot be put back.
  ///
  /// @param accepted whether the rollout says that this is all right
  record UndoImpossible(String message, Instant at, boolean accepted) implements MemberState {
    public UndoImpossible {
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// What the states have in common that wait.
  sealed interface Waiting {
    Wait waiting();
  }

  /// Why a member failed.
  enum Cause {
    TRIGGER_FAILED,
    REFUSED,
    NAME_TAKEN,
    GATE_FAILED;

    /// The word for people.
    public String written() {
      return switch (this) {
        case TRIGGER_FAILED -> "TriggerFailed";
        case REFUSED -> "Refused";
        case NAME_TAKEN -> "NameTaken";
        case GATE_FAILED -> "GateFailed";
      };
    }
  }

  /// Whether it counts as failed.
  default boolean countsAsFailed() {
    return this instanceof Failed || this instanceof TimedOut || this instanceof UndoFailed;
  }

  /// The name of the state, as people and files see it.
  default String written() {
    return getClass().getSimpleName();
  }
}
