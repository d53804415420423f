package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
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

  /// Why a member's monitoring is not proven in effect now; empty if it is.
  Optional<String> unproven(ClusterId member);

  /// Sends what is known of a cluster to the run, probing it if nothing is known.
  void tell(ClusterId member);
}
