package dev.fleetgate.observer;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop of one cluster: probes its API server at a fixed rate, and looks after its packs, more
/// often while their proof is broken. Publishes a view; unchanged clusters cost no writes.
///
/// Thread safety: all methods may be called from any thread; looks never overlap.
final class ClusterWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  private final ProbePolicy policy;
  private final WatchPorts ports;
  private final PackCare care;
  private final Shared shared;
  private final Object looking = new Object();
  private volatile ClusterView view;
  private volatile boolean stopped;

  ClusterWatch(
      ChildCluster cluster, ProbePolicy policy, WatchPorts ports, PackCare care, Shared shared) {
    this.policy = policy;
    this.ports = ports;
    this.care = care;
    this.shared = shared;
    this.view = ClusterView.unknown(cluster);
  }

  /// What all watches share.
  ///
  /// @param looks how many clusters are looked after at a time
  /// @param whole time between two looks at monitoring that is proven
  /// @param broken the same while it is not
  /// @param moved is told of each view that says something new
  record Shared(
      Agenda agenda,
      Semaphore looks,
      Duration whole,
      Duration broken,
      Consumer<ClusterView> moved) {}

  void start() {
    shared.agenda().soon(this::probeAndPlan);
    shared.agenda().soon(this::lookAndPlan);
  }

  /// Ends the watch at its next turn.
  void stop() {
    stopped = true;
  }

  ClusterView view() {
    return view;
  }

  private void probeAndPlan() {
    if (stopped) {
      return;
    }
    try {
      probe();
    } finally {
      shared.agenda().at(nextTurn(policy.interval()), this::probeAndPlan);
    }
  }

  private void probe() {
    Reachability before = view.reach();
    Reachability after =
        before.probed(ports.probes().probe(view.cluster().id()), shared.agenda().instant(), policy);
    update(after);
    if (after.state() != before.state()) {
      LOG.info("cluster={} reason={} {}", view.cluster().id(), after.state(), after.message());
      shared.moved().accept(view);
    }
  }

  private synchronized void update(Reachability reach) {
    view = view.withReach(reach);
  }

  private synchronized void update(ClusterView.Looked looked) {
    view = view.withProofs(looked, shared.agenda().instant());
  }

  private void lookAndPlan() {
    if (stopped) {
      return;
    }
    try {
      look();
    } finally {
      Duration period = view.unproven(true).isPresent() ? shared.broken() : shared.whole();
      shared.agenda().at(nextTurn(period), this::lookAndPlan);
    }
  }

  private Instant nextTurn(Duration period) {
    return Spread.after(shared.agenda().instant(), period, view.cluster().id());
  }

  /// Looks now, and waits for what comes of it.
  ///
  /// @return what was done to objects on the cluster
  List<ObjectChange> look() {
    synchronized (looking) {
      shared.looks().acquireUninterruptibly();
      try {
        return lookOnce();
      } finally {
        shared.looks().release();
      }
    }
  }

  /// What a look found that began at that time or later: a look that is known, or one made now.
  ClusterView lookedSince(Instant notBefore) {
    synchronized (looking) {
      if (view.lookedFrom().isBefore(notBefore)) {
        look();
      }
      return view;
    }
  }

  /// Moves the cluster's pins to the shipped revisions and brings it there.
  List<ObjectChange> applyShipped() {
    care.movePins(view.cluster());
    return look();
  }

  private List<ObjectChange> lookOnce() {
    ClusterView before = view;
    Instant from = shared.agenda().instant();
    List<ObjectChange> changes = List.of();
    switch (care.look(before.cluster())) {
      case PackCare.Look.NotReached(var why) ->
          update(new ClusterView.Looked(from, before.proofs(), why, Optional.empty()));
      case PackCare.Look.Judged(var proofs, var done, var recorded) -> {
        changes = done;
        update(new ClusterView.Looked(from, carried(proofs, before.proofs()), "", recorded));
      }
    }
    if (!view.unproven(true).equals(before.unproven(true))) {
      LOG.info(
          "cluster={} reason={}",
          before.cluster().id(),
          view.unproven(true).orElse("monitoring proven in effect"));
      shared.moved().accept(view);
    }
    return changes;
  }

  private static List<Proof> carried(List<Proof> now, List<Proof> before) {
    List<Proof> carried = new ArrayList<>();
    for (Proof proof : now) {
      Proof next = proof;
      for (Proof former : before) {
        next = next.after(former);
      }
      carried.add(next);
    }
    return carried;
  }

  /// What the view says of the reach, as a run is told it.
  static RolloutEvent reachOf(ClusterView view) {
    Reachability reach = view.reach();
    return new RolloutEvent.ReachChanged(
        view.cluster().id(),
        reach.state() == Reachability.State.DOWN,
        reach.since(),
        reach.message());
  }

  /// What the view says of the monitoring, as a run is told it.
  static RolloutEvent proofOf(ClusterView view, boolean withAlerts) {
    ClusterId id = view.cluster().id();
    return view.unproven(withAlerts)
        .map(why -> (RolloutEvent) new RolloutEvent.ProofChanged(id, false, why))
        .orElseGet(() -> new RolloutEvent.ProofChanged(id, true, ""));
  }
}
