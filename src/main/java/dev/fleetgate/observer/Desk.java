package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.Measurement.NotAnswered;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers a run's loop from the run's own documents and from the watches.
///
/// Thread safety: all methods may be called from any thread once [#serve] was called.
final class Desk implements RunContext {
  private static final String NOT_LISTED = "the cluster is no longer in the fleet's listing";

  private final RunDocuments documents;
  private final Making.GateMaker maker;
  private final Watches watches;
  private final boolean withAlerts;
  private final Map<GateKey, Tried> tried = new ConcurrentHashMap<>();
  private volatile @Nullable RunLoop loop;

  Desk(RunDocuments documents, Making.GateMaker maker, Watches watches, boolean withAlerts) {
    this.documents = documents;
    this.maker = maker;
    this.watches = watches;
    this.withAlerts = withAlerts;
  }

  /// What came of making a gate with the names that a child's rules record.
  private record Tried(Map<String, String> recorded, Optional<String> refusal) {}

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
    return made(key, ref, watches.ofPacks(key.member()));
  }

  private Gate made(GateKey key, GateRef ref, RecordedSeries recorded) {
    GateSpec spec = Objects.requireNonNull(documents.gates().get(ref.name()));
    ChildCluster cluster = cluster(key.member());
    return maker.make(spec, new GateContext(cluster.id(), cluster.labels(), ref.args(), recorded));
  }

  @Override
  public Optional<NotAnswered> obstacle(GateKey key, GateRef ref) {
    return obstacle(key, ref, watches.view(key.member()));
  }

  private Optional<NotAnswered> obstacle(GateKey key, GateRef ref, Optional<ClusterView> view) {
    return unproven(view)
        .map(why -> new NotAnswered(InconclusiveReason.MONITORING_UNPROVEN, why))
        .or(() ->
            lookBackUnknown(key, ref, view.flatMap(ClusterView::recorded))
                .map(why -> new NotAnswered(InconclusiveReason.LOOK_BACK_UNKNOWN, why)));
  }

  private Optional<String> unproven(Optional<ClusterView> view) {
    return view.map(known -> known.unproven(withAlerts)).orElse(Optional.of(NOT_LISTED));
  }

  /// The gate is made once more with the names that the child's rules record; only when they have
  /// changed.
  private Optional<String> lookBackUnknown(
      GateKey key, GateRef ref, Optional<Map<String, String>> recorded) {
    if (recorded.isEmpty()) {
      return Optional.of(
          "the rules of the child's Prometheus have not been read yet (expected: read once, so that"
              + " recorded series are known)");
    }
    Tried known = tried.get(key);
    if (known == null || !known.recorded().equals(recorded.get())) {
      known = new Tried(recorded.get(), refusal(key, ref, recorded.get()));
      tried.put(key, known);
    }
    return known.refusal();
  }

  private Optional<String> refusal(GateKey key, GateRef ref, Map<String, String> recorded) {
    try {
      var _ = made(key, ref, new RecordedSeries(watches.ofPacks(key.member()).ofPacks(), recorded));
      return Optional.empty();
    } catch (BadInputException e) {
      return Optional.of(
          e.problems().stream().map(Problem::sentence).collect(Collectors.joining("; ")));
    }
  }

  @Override
  public GateEvent.Looked looked(GateKey key, GateRef ref, Instant notBefore) {
    Optional<ClusterView> view =
        watches.watch(key.member()).map(watch -> watch.lookedSince(notBefore));
    return new GateEvent.Looked(
        view.map(ClusterView::lookedFrom).orElse(notBefore), obstacle(key, ref, view));
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
