package dev.fleetgate.observer;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.ResolvedPack;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// One look at clusters that nobody watches. It only reads: nothing is pinned, nothing installed; a
/// pack that the fleet wants and that has no pin is judged as if it were pinned.
///
/// Thread safety: confined to the thread that looks.
public final class Survey {
  private static final int AT_A_TIME = 8;

  private final WatchPorts ports;
  private final PackCare care;
  private final InstantSource clock;
  private final ProbePolicy policy;

  /// @param ports of which no writing method is called
  /// @param wanted the packs that the fleet wants, at the revision that this program carries
  public Survey(
      WatchPorts ports, List<ResolvedPack> wanted, InstantSource clock, ProbePolicy policy) {
    this.ports =
        new WatchPorts(
            ports.probes(),
            ports.kubernetes(),
            ports.prometheus(),
            (_, _, _) -> new PackInstaller.NotReached("nothing is installed by looking"),
            new ReadPins(ports.pins(), wanted));
    this.care = new PackCare(this.ports, List.of(), clock);
    this.clock = clock;
    this.policy = policy;
  }

  /// What is found at each cluster, by name.
  public List<ClusterView> look(List<ChildCluster> clusters) throws InterruptedException {
    Semaphore slots = new Semaphore(AT_A_TIME);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ClusterView>> looks =
          clusters.stream()
              .map(cluster ->
                  workers.submit(() -> {
                    slots.acquire();
                    try {
                      return look(cluster);
                    } finally {
                      slots.release();
                    }
                  }))
              .toList();
      List<ClusterView> views = new ArrayList<>();
      for (Future<ClusterView> look : looks) {
        views.add(look.get());
      }
      views.sort((one, other) -> one.cluster().id().compareTo(other.cluster().id()));
      return views;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private ClusterView look(ChildCluster cluster) {
    Instant now = clock.instant();
    Reachability reach =
        Reachability.UNKNOWN.probed(ports.probes().probe(cluster.id()), now, policy);
    ClusterView view = ClusterView.unknown(cluster).withReach(reach);
    if (!reach.answered()) {
      return view;
    }
    Instant from = clock.instant();
    ClusterView.Looked looked =
        switch (care.look(cluster)) {
          case PackCare.Look.NotReached(var why) ->
              new ClusterView.Looked(from, List.of(), why, Optional.empty());
          case PackCare.Look.Judged(var proofs, _, var recorded) ->
              new ClusterView.Looked(from, proofs, "", recorded);
        };
    return view.withProofs(looked, clock.instant());
  }

  /// The pins, and in place of those that are missing what the fleet wants.
  private record ReadPins(PinStore kept, List<ResolvedPack> wanted) implements PinStore {
    @Override
    public List<ResolvedPack> pins(ClusterId cluster) {
      List<ResolvedPack> pins = new ArrayList<>(kept.pins(cluster));
      for (ResolvedPack pack : wanted) {
        if (kept.pin(cluster, pack.name()).isEmpty()) {
          pins.add(pack);
        }
      }
      return pins;
    }

    @Override
    public void put(ClusterId cluster, ResolvedPack pack) {
      throw new IllegalStateException("nothing is pinned by looking");
    }

    @Override
    public void remove(ClusterId cluster, String pack) {
      throw new IllegalStateException("no pin is removed by looking");
    }
  }
}
