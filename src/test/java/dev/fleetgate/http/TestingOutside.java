package dev.fleetgate.http;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.observer.RunPorts;
import dev.fleetgate.observer.WatchPorts;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.PrometheusObserver;
import dev.fleetgate.rules.ResolvedPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The outside of an observer, in memory: two clusters that answer and one that does not, without
/// monitoring.
///
/// Thread safety: all methods may be called from any thread.
final class TestingOutside {
  static final List<ChildCluster> CLUSTERS =
      List.of(cluster("eu-1"), cluster("eu-2"), cluster("us-1"));

  private static final Listing NOT_LISTED =
      new Listing.ListingFailed(
          new Position("fleet.yaml", 3, 1, ""), "kubeconfig", new Mismatch("none", "yours"));

  final Map<RunId, RolloutStore.Stored> runs = new ConcurrentHashMap<>();
  final Map<GateRunId, GateRun> gateRuns = new ConcurrentHashMap<>();
  final List<AlertEntry> alerts = new CopyOnWriteArrayList<>();
  final AtomicInteger gateRunsListed = new AtomicInteger();
  volatile boolean diskFull;
  volatile boolean faulty;
  volatile boolean notListed;

  private static ChildCluster cluster(String name) {
    return new ChildCluster(
        new ClusterId(name),
        Map.of("ring", name.startsWith("eu") ? "canary" : "rest"),
        "",
        name,
        URI.create("http://prometheus." + name + ".example.org"));
  }

  RunPorts runPorts() {
    return new RunPorts(
        new Rollouts(),
        new TestingRecords(),
        new GateRuns(),
        new Clusters(),
        new Triggers(),
        _ ->
            new Measurement(
                Instant.EPOCH,
                Instant.EPOCH,
                new Measurement.NotAnswered(InconclusiveReason.PROMETHEUS_UNREACHABLE, "down")),
        _ -> new AlertReader.Answer.Firing(List.of()));
  }

  WatchPorts watchPorts() {
    return new WatchPorts(
        cluster ->
            cluster.value().equals("us-1")
                ? new ProbePort.Answer.Silent("connection refused")
                : new ProbePort.Answer.Alive(),
        _ -> new KubernetesObserver.Unseen("nobody looked"),
        (_, _) -> new PrometheusObserver.Unseen("nobody asked"),
        (_, _, _) -> new PackInstaller.Installed(List.of()),
        new Pins());
  }

  AlertLog alertLog() {
    return new Log();
  }

  private static UnsupportedOperationException notHere(String method) {
    return new UnsupportedOperationException(method + ": no trigger is sent in these tests");
  }

  private static final class Triggers implements TriggerPort {
    @Override
    public Preparation prepare(Order order) {
      return new Preparation.Unreadable("no target is read in these tests");
    }

    @Override
    public SendOutcome send(Trigger trigger, Intent intent) {
      throw notHere("send");
    }

    @Override
    public Resolution resolve(Trigger trigger, Intent intent) {
      throw notHere("resolve");
    }

    @Override
    public Progress poll(Trigger trigger, Intent intent, Node receipt) {
      throw notHere("poll");
    }

    @Override
    public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
      throw notHere("stop");
    }

    @Override
    public Releasing release(Trigger trigger, Intent intent) {
      throw notHere("release");
    }

    @Override
    public Releasing delete(Trigger trigger, Intent intent) {
      throw notHere("delete");
    }
  }

  private final class Rollouts implements RolloutStore {
    @Override
    public Runs list() {
      return diskFull
          ? new Runs.Unavailable("disk broken")
          : new Runs.Listed(List.copyOf(runs.values()), List.of());
    }

    @Override
    public Found get(RunId run) {
      return new Found.Read(Optional.ofNullable(runs.get(run)));
    }

    @Override
    public Put put(RolloutState state, long expectedVersion) {
      if (diskFull) {
        return new Put.Unavailable("disk full");
      }
      runs.put(state.run(), new Stored(state, expectedVersion + 1));
      return new Put.Written(expectedVersion + 1);
    }
  }

  private final class GateRuns implements GateRunStore {
    @Override
    public void put(GateRun run) {
      gateRuns.put(run.id(), run);
    }

    @Override
    public Optional<GateRun> get(GateRunId id) {
      return Optional.ofNullable(gateRuns.get(id));
    }

    @Override
    public List<GateRun> startingWith(String beginning) {
      if (faulty) {
        throw new IllegalStateException("a fault of the program");
      }
      List<GateRun> read =
          gateRuns.values().stream().filter(run -> run.id().value().startsWith(beginning)).toList();
      gateRunsListed.addAndGet(read.size());
      return read;
    }
  }

  private final class Clusters implements ClusterPort {
    @Override
    public Listing list() {
      return notListed ? NOT_LISTED : new Listing.Listed(CLUSTERS);
    }

    @Override
    public Identity identity(ClusterId cluster) {
      return new Identity.Known("uid-" + cluster);
    }
  }

  private static final class Pins implements PinStore {
    @Override
    public List<ResolvedPack> pins(ClusterId cluster) {
      return List.of();
    }

    @Override
    public void put(ClusterId cluster, ResolvedPack pack) {}

    @Override
    public void remove(ClusterId cluster, String pack) {}
  }

  private final class Log implements AlertLog {
    @Override
    public synchronized List<AlertEntry> append(List<AlertNotice> notices, Instant receivedAt) {
      if (diskFull) {
        throw new UncheckedIOException(new IOException("disk full"));
      }
      List<AlertEntry> entries = new ArrayList<>();
      for (AlertNotice notice : notices) {
        entries.add(new AlertEntry(last() + entries.size() + 1, receivedAt, notice));
      }
      alerts.addAll(entries);
      return entries;
    }

    @Override
    public List<AlertEntry> after(long sequence) {
      return alerts.stream().filter(entry -> entry.sequence() > sequence).toList();
    }

    @Override
    public long last() {
      return alerts.size();
    }
  }
}
