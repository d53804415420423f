package dev.fleetgate.rollout.port;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import java.util.Map;
import java.util.Objects;

/// Speaks to target systems about triggers. Never retries by itself.
///
/// Thread safety: implementations are safe for use by several threads.
public interface TriggerPort {
  /// Reads the target and says what would be sent; sends nothing.
  Preparation prepare(Order order);

  /// Sends the request of an intent, once.
  SendOutcome send(Trigger trigger, Intent intent);

  /// Finds out by reading whether a send arrived.
  Resolution resolve(Trigger trigger, Intent intent);

  /// Reads how far it is.
  ///
  /// @param receipt the object in the answer to the send, as it was kept
  Progress poll(Trigger trigger, Intent intent, Node receipt);

  /// Asks it to stop.
  Stopping stop(Trigger trigger, Intent intent, Node receipt);

  /// Lets go of what was made for the key: its outcome is written.
  Releasing release(Trigger trigger, Intent intent);

  /// Deletes what was made for the key, held or let go, and all below it. [Releasing.Released] is:
  /// gone, or on its way.
  Releasing delete(Trigger trigger, Intent intent);

  /// What is wanted of a target.
  ///
  /// @param labels of the cluster, for `{{cluster.labels.x}}`
  /// @param before what the target held before attempt 1; null at attempt 1 itself
  /// @param written for an undo what we wrote last, or null if no receipt was kept; otherwise null
  record Order(
      TriggerKey key,
      Trigger trigger,
      Map<String, String> labels,
      Change change,
      Node before,
      Node written) {
    public Order {
      Objects.requireNonNull(key);
      Objects.requireNonNull(trigger);
      labels = Map.copyOf(labels);
      Objects.requireNonNull(change);
      Objects.requireNonNull(before);
      Objects.requireNonNull(written);
    }
  }

  /// The answer to prepare.
  sealed interface Preparation {
    /// @param request what would be sent
    /// @param expected what the target must hold for it; null where nothing is expected
    /// @param before what the target holds now
    record Ready(Node request, Node expected, Node before) implements Preparation {
      public Ready {
        Objects.requireNonNull(request);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(before);
      }
    }

    /// An earlier send under this key has arrived after all; to be reported as sent.
    ///
    /// @param uid of the object
    /// @param receipt the object as read
    record AlreadySent(String uid, Node receipt) implements Preparation {
      public AlreadySent {
        Objects.requireNonNull(uid);
        Objects.requireNonNull(receipt);
      }
    }

    /// Of an undo: the target holds what was recorded before.
    record NothingToUndo() implements Preparation {}

    /// Of an undo: the target holds neither what we wrote nor what was before.
    record ChangedSince(String message) implements Preparation {
      public ChangedSince {
        Objects.requireNonNull(message);
      }
    }

    /// The target said no, or is not there.
    record Refused(String message) implements Preparation {
      public Refused {
        Objects.requireNonNull(message);
      }
    }

    /// No answer that says anything.
    record Unreadable(String message) implements Preparation {
      public Unreadable {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a send.
  sealed interface SendOutcome {
    /// @param uid of the object
    /// @param receipt the object in the answer
    record Sent(String uid, Node receipt) implements SendOutcome {
      public Sent {
        Objects.requireNonNull(uid);
        Objects.requireNonNull(receipt);
      }
    }

    /// A definite no; nothing was changed.
    ///
    /// @param nameTaken whether an object of that name is there that is not ours
    record Refused(boolean nameTaken, String message) implements SendOutcome {
      public Refused {
        Objects.requireNonNull(message);
      }
    }

    /// A failed test or 409; nothing was changed.
    record Conflict(String message) implements SendOutcome {
      public Conflict {
        Objects.requireNonNull(message);
      }
    }

    /// 5xx or no answer: it may have been done.
    record Lost(String message) implements SendOutcome {
      public Lost {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to resolve.
  sealed interface Resolution {
    /// It is there with our key.
    record Sent(String uid, Node receipt) implements Resolution {
      public Sent {
        Objects.requireNonNull(uid);
        Objects.requireNonNull(receipt);
      }
    }

    /// It is not there, and what the intent expected is.
    record Absent() implements Resolution {}

    /// An object of that name is there that is not ours.
    record NameTaken(String message) implements Resolution {
      public NameTaken {
        Objects.requireNonNull(message);
      }
    }

    /// It is not there, and neither is what the intent expected.
    record Unknown(String message) implements Resolution {
      public Unknown {
        Objects.requireNonNull(message);
      }
    }

    /// No answer that says anything.
    record Unreadable(String message) implements Resolution {
      public Unreadable {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a stop.
  sealed interface Stopping {
    /// It arrived, or there is nothing left to stop; the end is observed by polling.
    record Delivered() implements Stopping {}

    /// It did not arrive, or that cannot be said.
    record NotDelivered(String message) implements Stopping {
      public NotDelivered {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a release or a deletion.
  sealed interface Releasing {
    /// Let go, or gone.
    record Released() implements Releasing {}

    /// Still held; asked again later.
    record StillHeld(String message) implements Releasing {
      public StillHeld {
        Objects.requireNonNull(message);
      }
    }
  }
}
