package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.Objects;

/// How far one trigger has come, as written. The order is `Intended → Sending → Sent → Done`;
/// Unknown is where it cannot be said whether it was sent.
public sealed interface TriggerStep {
  /// Wanted; nothing was sent. The shell prepares it.
  record Intended(Instant since) implements TriggerStep {
    public Intended {
      Objects.requireNonNull(since);
    }
  }

  /// The request may have left; only a read of the target can say.
  ///
  /// @param intentHash of the intent record written before
  /// @param since from which the time-out counts
  record Sending(String intentHash, Instant since) implements TriggerStep {
    public Sending {
      Objects.requireNonNull(intentHash);
      Objects.requireNonNull(since);
    }
  }

  /// The target has it.
  ///
  /// @param receipt UID of the object, or what the target answered, short
  /// @param since when Sending was written, from which the time-out counts
  record Sent(String intentHash, String receipt, Instant since) implements TriggerStep {
    public Sent {
      Objects.requireNonNull(intentHash);
      Objects.requireNonNull(receipt);
      Objects.requireNonNull(since);
    }
  }

  /// Observed ended.
  ///
  /// @param at when that was observed
  /// @param released whether the shell has let go of the object
  record Done(Outcome outcome, String message, Instant at, boolean released)
      implements TriggerStep {
    public Done {
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }
  }

  /// It cannot be said whether it was sent; it is never sent again under this key.
  record Unknown(String message, Instant since) implements TriggerStep {
    public Unknown {
      Objects.requireNonNull(message);
      Objects.requireNonNull(since);
    }
  }

  /// How a trigger ended.
  enum Outcome {
    SUCCEEDED,
    FAILED,
    /// The target said no; nothing was changed.
    REFUSED,
    /// Ended by our stop.
    STOPPED
  }
}
