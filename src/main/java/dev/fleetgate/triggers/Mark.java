package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.TriggerKey;
import java.util.Optional;

/// The marks by which our objects and patches are known again.
final class Mark {
  /// Annotation with the trigger key in full; as a label it holds the key's hash.
  static final String TRIGGER = "fleetgate.dev/trigger";

  /// Annotation that says we asked the object to stop.
  static final String STOP = "fleetgate.dev/stop";

  /// Finalizer that keeps an object until its outcome is written down.
  static final String OUTCOME = "fleetgate.dev/outcome";

  private Mark() {}

  /// The key of the trigger that made or last patched an object; empty if none of ours did.
  static String key(Node object) {
    return object.textAt("metadata", "annotations", TRIGGER).orElse("");
  }

  /// Whether an object carries this key.
  static boolean on(Node object, TriggerKey key) {
    return Optional.of(key.written()).equals(object.textAt("metadata", "annotations", TRIGGER));
  }
}
