package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers a run's loop from the run's own documents and from the watches.
///
/// Thread safety: all methods may be called from any thread once [#serve] was called.
final class Desk implements RunContext {
  private final RunDocuments documents;
  private final Making.GateMaker maker;
  private final Watches watches;
  private final boolean withAlerts;
  private volatile @Nullable RunLoop loop;

  Desk(RunDocuments documents, Making.GateMaker maker, Watches watches, boolean withAlerts) {
    this.documents = documents;
    this.maker = maker;
    this.watches = watches;
    this.withAlerts = withAlerts;
  }

  /// Names the loop that is told about clusters.
  void serve(RunLoop served) {
    loop = served;
  }

  @Override
  public ChildCluster cluster(ClusterId member) {
    ChildCluster cluster = documents.clusters().get(member);
    if (cluster == null) {
      throw new IllegalArgumentException(
          "member: " + member + " (expected: one of " + documents.clusters().keySet() + ")");
    }
    return cluster;
  }

  @Override
  public Gate gate(GateKey key, GateRef ref) {
    GateSpec spec = Objects.requireNonNull(documents.gates().get(ref.name()));
    ChildCluster cluster = cluster(key.member());
    return maker.make(
        spec,
        new GateContext(
            cluster.id(), cluster.labels(), ref.args(), watches.recorded(cluster.id())));
  }

  @Override
  public Optional<String> unproven(ClusterId member) {
    return watches
        .view(member)
        .map(view -> view.unproven(withAlerts))
        .orElseGet(() -> Optional.of("the cluster is no longer in the fleet's listing"));
  }

  @Override
  public void tell(ClusterId member) {
    RunLoop told = loop;
    if (told == null) {
      return;
    }
    watches
        .view(member)
        .ifPresent(view -> {
          if (view.reach().state() != Reachability.State.UNKNOWN) {
            told.send(ClusterWatch.reachOf(view));
          }
          told.send(ClusterWatch.proofOf(view, withAlerts));
        });
  }
}
