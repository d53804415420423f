package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Knows clusters by name, and nothing else of them.
final class TestingContext implements RunContext {
  @Override
  public ChildCluster cluster(ClusterId member) {
    return Documents.cluster(member.value(), Map.of());
  }

  @Override
  public Gate gate(GateKey key, GateRef gate) {
    throw new IllegalStateException("no gate is made here");
  }

  @Override
  public Optional<Measurement.NotAnswered> obstacle(GateKey key, GateRef gate) {
    return Optional.empty();
  }

  @Override
  public GateEvent.Looked looked(GateKey key, GateRef gate, Instant notBefore) {
    return new GateEvent.Looked(notBefore, Optional.empty());
  }

  @Override
  public void tell(ClusterId member) {
    // nothing is known
  }
}
