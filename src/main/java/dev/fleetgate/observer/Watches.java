package dev.fleetgate.observer;

import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.rollout.Listing;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watches of all clusters, kept in step with the listing of the fleet. A listing that fails
/// changes nothing.
///
/// Thread safety: all methods may be called from any thread.
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final Duration LIST_AGAIN = Duration.ofMinutes(1);

  private final Supplier<Listing> listing;
  private final ProbePolicy policy;
  private final WatchPorts ports;
  private final PackCare care;
  private final ClusterWatch.Shared shared;
  private final Map<ClusterId, ClusterWatch> watches = new ConcurrentHashMap<>();
  private volatile boolean listed;
  private volatile String trouble = "nobody has asked for it";

  Watches(
      Supplier<Listing> listing,
      ProbePolicy policy,
      WatchPorts ports,
      PackCare care,
      ClusterWatch.Shared shared) {
    this.listing = listing;
    this.policy = policy;
    this.ports = ports;
    this.care = care;
    this.shared = shared;
  }

  /// Lists the fleet, watches what it holds, and lists again from time to time; when it returns,
  /// runs that are taken up find their clusters.
  void start() {
    try {
      refresh();
    } finally {
      shared.agenda().at(shared.agenda().instant().plus(LIST_AGAIN), this::start);
    }
  }

  /// Lists the fleet now.
  synchronized Listing refresh() {
    Listing answer = listing.get();
    switch (answer) {
      case Listing.ListingFailed failed -> {
        trouble = failed.sentence();
        LOG.warn(
            "reason=listing the fleet could not be listed, watching what was known: {}", trouble);
      }
      case Listing.Listed(var clusters) -> {
        keep(clusters);
        listed = true;
      }
    }
    return answer;
  }

  private void keep(List<ChildCluster> clusters) {
    Set<ClusterId> listed = clusters.stream().map(ChildCluster::id).collect(Collectors.toSet());
    for (ChildCluster cluster : clusters) {
      ClusterWatch there = watches.get(cluster.id());
      if (there == null || !there.view().cluster().equals(cluster)) {
        if (there != null) {
          there.stop();
        }
        ClusterWatch watch = new ClusterWatch(cluster, policy, ports, care, shared);
        watches.put(cluster.id(), watch);
        watch.start();
      }
    }
    watches
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !listed.contains(entry.getKey());
          if (gone) {
            entry.getValue().stop();
          }
          return gone;
        });
  }

  /// Whether the fleet was listed at least once.
  boolean listed() {
    return listed;
  }

  /// Why the last listing that failed did so.
  String trouble() {
    return trouble;
  }

  Optional<ClusterWatch> watch(ClusterId cluster) {
    return Optional.ofNullable(watches.get(cluster));
  }

  Optional<ClusterView> view(ClusterId cluster) {
    return watch(cluster).map(ClusterWatch::view);
  }

  /// What is known of every cluster, by name.
  List<ClusterView> views() {
    return watches.values().stream()
        .map(ClusterWatch::view)
        .sorted(Comparator.comparing(view -> view.cluster().id()))
        .toList();
  }

  /// Recorded series, as far as they are known now: those of the packs of a cluster, pinned or
  /// about to be, and those that the rules of its Prometheus make.
  RecordedSeries recorded(ClusterId cluster) {
    return new RecordedSeries(
        ofPacks(cluster).ofPacks(), view(cluster).flatMap(ClusterView::recorded).orElse(Map.of()));
  }

  /// Series that the packs of a cluster record: those pinned, and those that are about to be.
  RecordedSeries ofPacks(ClusterId cluster) {
    Map<String, Duration> series = new HashMap<>();
    care.shipped().forEach(pack -> series.putAll(pack.recorded()));
    ports.pins().pins(cluster).forEach(pack -> series.putAll(pack.recorded()));
    return new RecordedSeries(series, Map.of());
  }
}
