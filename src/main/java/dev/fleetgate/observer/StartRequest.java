package dev.fleetgate.observer;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutSpec;
import java.util.Map;
import java.util.Objects;

/// A rollout to be planned or started.
///
/// @param gates every gate that it names, by name
public record StartRequest(RolloutSpec spec, Map<String, GateDocument> gates, Actor by) {
  public StartRequest {
    Objects.requireNonNull(spec);
    gates = Map.copyOf(gates);
    Objects.requireNonNull(by);
  }

  /// A gate, typed and as it was written; the run keeps the latter.
  public record GateDocument(GateSpec spec, Node document) {
    public GateDocument {
      Objects.requireNonNull(spec);
      Objects.requireNonNull(document);
    }
  }
}
