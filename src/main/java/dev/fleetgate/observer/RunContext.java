package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import java.time.Instant;
import java.util.Optional;

/// What the loop of a run looks up: its own copies of clusters and gates, and what is known of a
/// cluster now.
///
/// Thread safety: implementations allow calls from any thread.
interface RunContext {
  /// A member as it was listed when the run started.
  ChildCluster cluster(ClusterId member);

  /// A gate made executable for a member, from the run's own copy.
  Gate gate(GateKey key, GateRef gate);

  /// Why a gate cannot be measured on its member now: the member's monitoring is not proven in
  /// effect, or the look-back of a series that the gate reads is not known.
  Optional<Measurement.NotAnswered> obstacle(GateKey key, GateRef gate);

  /// The same of what a look at the member's monitoring found that began at that time or later; one
  /// is made if none is known.
  GateEvent.Looked looked(GateKey key, GateRef gate, Instant notBefore);

  /// Sends what is known of a cluster to the run, probing it if nothing is known.
  void tell(ClusterId member);
}
