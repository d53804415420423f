package dev.fleetgate.rollout.port;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import java.util.Objects;
import java.util.Optional;

/// Keeps what belongs to a run beside its state: intents, before-values, receipts and the run's own
/// copies of documents. What a keep returned as [Kept.Written] is durable.
///
/// Thread safety: implementations are safe for use by several threads.
public interface RecordStore {
  /// Writes an intent, in the place of an earlier one of the same key.
  Kept keepIntent(Intent intent);

  Found<Intent> intent(TriggerKey key);

  /// Writes what the target held before the change, in the place of what was read earlier. To be
  /// asked only as long as no send can have taken effect.
  Kept keepBefore(RunId run, ClusterId member, String phase, Node before);

  Found<Node> before(RunId run, ClusterId member, String phase);

  /// Writes the object in the target's answer.
  Kept keepReceipt(TriggerKey key, Node receipt);

  Found<Node> receipt(TriggerKey key);

  /// Writes the run's own copy of a document: a gate, the fleet, the clusters as listed.
  Kept keepDocument(RunId run, String name, Node document);

  Found<Node> document(RunId run, String name);

  /// The answer to a keep.
  sealed interface Kept {
    /// It is there.
    record Written() implements Kept {}

    /// It is not there, or that cannot be said.
    record Unavailable(String message) implements Kept {
      public Unavailable {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a look.
  sealed interface Found<T> {
    /// @param value empty if none was written
    record Read<T>(Optional<T> value) implements Found<T> {
      public Read {
        Objects.requireNonNull(value);
      }
    }

    /// Nothing can be said.
    record Unavailable<T>(String message) implements Found<T> {
      public Unavailable {
        Objects.requireNonNull(message);
      }
    }
  }
}
