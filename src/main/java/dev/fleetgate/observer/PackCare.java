package dev.fleetgate.observer;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.PrometheusObserver;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ProofLadder;
import dev.fleetgate.rules.Rendering;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePackRenderer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
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
  /// 4. Kubernetes and Prometheus are asked again, and each pack is judged by what they say.
  Look look(ChildCluster cluster) {
    pin(cluster);
    List<ResolvedPack> pins = ports.pins().pins(cluster.id());
    return switch (observe(cluster)) {
      case KubernetesObserver.Unseen(var why) -> new Look.NotReached(why);
      case KubernetesObserver.Seen seen -> {
        Found found = new Found();
        for (ResolvedPack pack : pins) {
          found.proofs.add(care(cluster, pack, seen, found));
        }
        yield new Look.Judged(found.proofs, found.changes, found.recorded);
      }
    };
  }

  /// What one look gathers.
  private static final class Found {
    private final List<Proof> proofs = new ArrayList<>();
    private final List<ObjectChange> changes = new ArrayList<>();
    private Optional<Map<String, String>> recorded = Optional.empty();
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

  private KubernetesObserver.Observation observe(ChildCluster cluster) {
    return ports.kubernetes().observe(cluster, EnumSet.allOf(MonitoringKind.class));
  }

  private Proof care(
      ChildCluster cluster, ResolvedPack pack, KubernetesObserver.Seen seen, Found found) {
    return switch (RulePackRenderer.render(pack, seen.prometheuses())) {
      case Rendering.Refused refused -> ProofLadder.refused(pack, refused, seen, clock.instant());
      case Rendering.Rendered rendered -> prove(cluster, rendered, found);
    };
  }

  private Proof prove(ChildCluster cluster, Rendering.Rendered rendered, Found found) {
    List<ObjectChange> installed =
        switch (ports.installer().install(cluster, rendered)) {
          case PackInstaller.Installed(var objects) -> objects;
          case PackInstaller.NotReached _ -> List.of();
        };
    found.changes.addAll(installed);
    PrometheusObserver.Observation prometheus =
        ports.prometheus().observe(cluster, ProofLadder.question(rendered));
    if (prometheus instanceof PrometheusObserver.Seen seen) {
      found.recorded = Optional.of(seen.recorded());
    }
    ProofLadder.Evidence evidence =
        new ProofLadder.Evidence(
            ports.kubernetes().observe(cluster, ProofLadder.kinds(rendered)),
            prometheus,
            installed);
    return ProofLadder.judge(rendered, evidence, clock.instant());
  }
}
