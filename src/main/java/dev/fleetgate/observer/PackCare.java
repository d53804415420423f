package dev.fleetgate.observer;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.PrometheusObserver;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ProofLadder;
import dev.fleetgate.rules.Rendering;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePackRenderer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One look after the rule packs of one cluster: pins what has no pin, repairs what differs from
/// its pin, and climbs the proof ladder.
///
/// Thread safety: holds no state of its own; looks at one cluster must not overlap.
final class PackCare {
  private final WatchPorts ports;
  private final List<ResolvedPack> shipped;
  private final InstantSource clock;

  /// @param shipped the packs that the fleet wants, at the revision that this program carries
  PackCare(WatchPorts ports, List<ResolvedPack> shipped, InstantSource clock) {
    this.ports = ports;
    this.shipped = List.copyOf(shipped);
    this.clock = clock;
  }

  /// The packs that the fleet wants, at the revision that this program carries.
  List<ResolvedPack> shipped() {
    return shipped;
  }

  /// What a look found.
  sealed interface Look {
    /// @param changes what was done to objects on the cluster
    /// @param recorded series that the rules of its Prometheus record, each with its rule in words;
    ///   empty if the rules could not be read
    record Judged(
        List<Proof> proofs, List<ObjectChange> changes, Optional<Map<String, String>> recorded)
        implements Look {
      public Judged {
        proofs = List.copyOf(proofs);
        changes = List.copyOf(changes);
      }
    }

    /// The cluster could not be spoken to.
    record NotReached(String why) implements Look {
      public NotReached {
        Objects.requireNonNull(why);
      }
    }
  }

  /// 1. A pack that the fleet wants and that has no pin is pinned at the shipped revision.
  /// 2. The cluster's Prometheus objects say how each pack is rendered.
  /// 3. Each is installed; what is there already is not written.
  /// 4. Kubernetes is asked again if something was to be written, Prometheus is asked once for all
  ///    packs, and each pack is judged by what they say.
  Look look(ChildCluster cluster) {
    pin(cluster);
    return switch (ports.kubernetes().observe(cluster)) {
      case KubernetesObserver.Unseen(var why) -> new Look.NotReached(why);
      case KubernetesObserver.Seen seen -> care(cluster, seen);
    };
  }

  /// Moves the pins of a cluster to the shipped revisions; the next look brings it there.
  void movePins(ChildCluster cluster) {
    for (ResolvedPack pack : shipped) {
      ports.pins().put(cluster.id(), pack);
    }
  }

  private void pin(ChildCluster cluster) {
    for (ResolvedPack pack : shipped) {
      if (ports.pins().pin(cluster.id(), pack.name()).isEmpty()) {
        ports.pins().put(cluster.id(), pack);
      }
    }
  }

  private Look care(ChildCluster cluster, KubernetesObserver.Seen before) {
    Map<ResolvedPack, Rendering> renderings = new LinkedHashMap<>();
    for (ResolvedPack pack : ports.pins().pins(cluster.id())) {
      renderings.put(pack, RulePackRenderer.render(pack, before.prometheuses()));
    }
    List<Rendering.Rendered> rendered =
        renderings.values().stream()
            .filter(Rendering.Rendered.class::isInstance)
            .map(Rendering.Rendered.class::cast)
            .toList();
    List<ObjectChange> changes = install(cluster, rendered, before);
    ProofLadder.Evidence evidence =
        new ProofLadder.Evidence(
            after(cluster, before, changes),
            ports.prometheus().observe(cluster, ProofLadder.question(rendered)),
            changes);
    List<Proof> proofs = new ArrayList<>();
    renderings.forEach((pack, rendering) -> proofs.add(proof(pack, rendering, before, evidence)));
    return new Look.Judged(proofs, changes, recorded(evidence.prometheus()));
  }

  private List<ObjectChange> install(
      ChildCluster cluster, List<Rendering.Rendered> packs, KubernetesObserver.Seen before) {
    List<ObjectChange> changes = new ArrayList<>();
    for (Rendering.Rendered pack : packs) {
      switch (ports.installer().install(cluster, pack, before)) {
        case PackInstaller.Installed(var objects) -> changes.addAll(objects);
        case PackInstaller.NotReached _ -> {
          // what is missing is seen by the ladder
        }
      }
    }
    return changes;
  }

  /// What was seen before stands where nothing was to be changed.
  private KubernetesObserver.Observation after(
      ChildCluster cluster, KubernetesObserver.Seen before, List<ObjectChange> changes) {
    boolean left = changes.stream().allMatch(change -> change.change() == Change.UNCHANGED);
    return left ? before : ports.kubernetes().observe(cluster);
  }

  private Proof proof(
      ResolvedPack pack,
      Rendering rendering,
      KubernetesObserver.Seen before,
      ProofLadder.Evidence evidence) {
    return switch (rendering) {
      case Rendering.Refused refused -> ProofLadder.refused(pack, refused, before, clock.instant());
      case Rendering.Rendered rendered -> ProofLadder.judge(rendered, evidence, clock.instant());
    };
  }

  private static Optional<Map<String, String>> recorded(
      PrometheusObserver.Observation observation) {
    return observation instanceof PrometheusObserver.Seen seen
        ? Optional.of(seen.recorded())
        : Optional.empty();
  }
}
