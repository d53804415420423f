package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.ResolvedPack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to the loops: what there is to see, and what may be asked for.
///
/// Reading methods answer from memory at once. [#plan], [#start], [#check], [#apply] and [#alerts]
/// block on remote calls or the disk. [#ask] answers by a callback, once the verb has been stepped
/// and written.
///
/// Thread safety: all methods may be called from any thread. Callbacks and listeners are called on
/// the loops' threads and must not block.
public final class Observer {
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  private final Making making;
  private final RunPorts runPorts;
  private final AlertLog alertLog;
  private final Watches watches;
  private final Starts starts;
  private final Runs runs;
  private final AtomicLong tickets = new AtomicLong();
  private final Map<RunLoop.VerbTicket, Consumer<Answer>> waiting = new ConcurrentHashMap<>();
  private final List<Consumer<Happening>> listeners = new CopyOnWriteArrayList<>();

  /// What the observer watches besides runs.
  ///
  /// @param packs that the fleet wants, at the revision that this program carries
  /// @param looks how many clusters are looked after at a time
  /// @param whole time between two looks at monitoring that is proven
  /// @param broken the same while it is not
  public record WatchPlan(
      ProbePolicy probes, List<ResolvedPack> packs, int looks, Duration whole, Duration broken) {
    public WatchPlan {
      Objects.requireNonNull(probes);
      packs = List.copyOf(packs);
      Objects.requireNonNull(whole);
      Objects.requireNonNull(broken);
    }
  }

  /// Something moved.
  public sealed interface Happening {
    /// A run has a new state.
    record RunMoved(RolloutState state) implements Happening {}

    /// Something else is known of a cluster.
    record ClusterMoved(ClusterView view) implements Happening {}
  }

  public Observer(
      Making making, RunPorts runPorts, WatchPorts watchPorts, AlertLog alertLog, WatchPlan plan) {
    this.making = making;
    this.runPorts = runPorts;
    this.alertLog = alertLog;
    PackCare care = new PackCare(watchPorts, plan.packs(), making.agenda());
    ClusterWatch.Shared shared =
        new ClusterWatch.Shared(
            making.agenda(),
            new Semaphore(plan.looks()),
            plan.whole(),
            plan.broken(),
            this::clusterMoved);
    this.watches = new Watches(runPorts.clusters()::list, plan.probes(), watchPorts, care, shared);
    this.runs = new Runs(runPorts, making, watches, new AlertFeed(alertLog), new RunListener());
    this.starts = new Starts(making.gate(), making.probeInterval(), watches::recorded);
  }

  private final class RunListener implements RunLoop.Listener {
    @Override
    public void moved(RolloutState state) {
      tell(new Happening.RunMoved(state));
    }

    @Override
    public void answered(RunLoop.VerbTicket ticket, RolloutState state, Optional<Mismatch> why) {
      Consumer<Answer> then = waiting.remove(ticket);
      if (then != null) {
        then.accept(why.<Answer>map(Answer.NotNow::new).orElse(new Answer.Taken(state)));
      }
    }
  }

  /// Lists the fleet, begins to watch it, and takes up every unfinished run; what cannot be taken
  /// up is tried again.
  ///
  /// @return what could not be taken up, as sentences
  public List<String> begin() {
    watches.start();
    List<String> troubles = runs.takeUp();
    troubles.forEach(trouble -> LOG.error("reason=store {}", trouble));
    planRound();
    return troubles;
  }

  /// Why rollouts cannot be relied on to go on yet: whole sentences; none once they can.
  public List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    runs.unlisted().ifPresent(why -> reasons.add("unfinished runs have not been taken up: " + why));
    if (!watches.listed()) {
      reasons.add("the fleet has not been listed once: " + watches.trouble());
    }
    return reasons;
  }

  private void planRound() {
    making.agenda().at(making.agenda().instant().plus(making.probeInterval()), this::round);
  }

  private void round() {
    try {
      Set<ClusterId> answered =
          watches.views().stream()
              .filter(view -> view.reach().answered())
              .map(view -> view.cluster().id())
              .collect(Collectors.toSet());
      runs.unfinishedLoops().forEach(loop -> loop.round(answered));
    } finally {
      planRound();
    }
  }

  private void clusterMoved(ClusterView view) {
    for (RunLoop loop : runs.concerned(view.cluster().id())) {
      loop.tell(view.cluster().id());
    }
    tell(new Happening.ClusterMoved(view));
  }

  private void tell(Happening happening) {
    listeners.forEach(listener -> listener.accept(happening));
  }

  /// Calls a listener at everything that moves from now on.
  ///
  /// @return ends that
  public Runnable listen(Consumer<Happening> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Says what a start would do; reads the targets of the cluster that would go first.
  public Answer plan(StartRequest request) {
    return starts.detailed(request, watches.refresh(), runPorts.triggers());
  }

  /// Starts a run, unless the document or the fleet speaks against it.
  public synchronized Answer start(StartRequest request) {
    Optional<String> unlisted = runs.unlisted();
    if (unlisted.isPresent()) {
      return new Answer.Unavailable("which runs there are could not be read: " + unlisted.get());
    }
    if (runs.unfinished(request.spec().name())) {
      return Starts.alreadyRunning(request.spec());
    }
    Listing listing = watches.refresh();
    return switch (starts.first(
        request, listing, making.newId().get(), making.agenda().instant())) {
      case Answer.Started(var first) when listing instanceof Listing.Listed(var fleet) ->
          runs.begin(first, fleet, request);
      case Answer other -> other;
    };
  }

  /// Asks something of the unfinished run of a name.
  public void ask(String rollout, RolloutEvent.VerbAsked verb, Consumer<Answer> then) {
    Optional<RunLoop> loop = runs.unfinishedLoop(rollout);
    if (loop.isEmpty()) {
      then.accept(notAskable(rollout));
      return;
    }
    RunLoop.VerbTicket ticket = new RunLoop.VerbTicket(tickets.incrementAndGet());
    waiting.put(ticket, then);
    loop.get().ask(verb, ticket);
  }

  /// The verbs that the machine would take now, for every member that they can mean.
  public Set<Verb> legal(RolloutState state) {
    Set<Verb> legal = EnumSet.noneOf(Verb.class);
    for (Verb verb : state.phase().terminal() ? List.<Verb>of() : List.of(Verb.values())) {
      RolloutEvent asked = new RolloutEvent.VerbAsked(verb, Actor.unverified(""), Set.of());
      List<Action> actions =
          making.machine().step(state, asked, making.agenda().instant()).actions();
      if (actions.stream().noneMatch(Action.Refuse.class::isInstance)) {
        legal.add(verb);
      }
    }
    return legal;
  }

  private Answer notAskable(String rollout) {
    Optional<String> notTakenUp = runs.notTakenUp(rollout);
    if (notTakenUp.isPresent()) {
      return new Answer.Unavailable("rollout " + rollout + ": " + notTakenUp.get());
    }
    return runs.find(rollout)
        .<Answer>map(state ->
            new Answer.NotNow(
                new Mismatch("the run has ended, " + state.phase().written(), "an unfinished run")))
        .orElseGet(() -> new Answer.NotFound("rollout " + rollout));
  }

  /// Every run, the latest first.
  public List<RolloutState> rollouts() {
    return runs.all();
  }

  /// The unfinished run of a name, or else its latest; or the run with that id.
  public Optional<RolloutState> rollout(String nameOrId) {
    return runs.find(nameOrId);
  }

  /// What is known of every cluster, by name.
  public List<ClusterView> clusters() {
    return watches.views();
  }

  public Optional<ClusterView> cluster(ClusterId id) {
    return watches.view(id);
  }

  /// Looks at a cluster's monitoring now, installing what is missing.
  public Optional<ClusterView> check(ClusterId id) {
    return watches
        .watch(id)
        .map(watch -> {
          watch.look();
          return watch.view();
        });
  }

  /// Moves a cluster's pins to the packs that this program carries, and brings it there.
  ///
  /// @return what was done to each object; empty if there is no such cluster
  public Optional<List<ObjectChange>> apply(ClusterId id) {
    return watches.watch(id).map(ClusterWatch::applyShipped);
  }

  /// The gate runs that are stored.
  public List<GateRun> gateRuns() {
    return runPorts.gateRuns().list();
  }

  /// The gate runs of every run that a name or an id means, read without those of others; empty if
  /// it means none.
  public Optional<List<GateRun>> gateRuns(String nameOrId) {
    List<RolloutState> meant =
        rollouts().stream().filter(state -> RunList.matches(state, nameOrId)).toList();
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            meant.stream()
                .map(state -> GateWork.idsOf(state.run()))
                .flatMap(ids -> runPorts.gateRuns().startingWith(ids).stream())
                .toList());
  }

  /// One gate run, by its id.
  public Optional<GateRun> gateRun(GateRunId id) {
    return runPorts.gateRuns().get(id);
  }

  /// The time by which everything here is told.
  public Instant now() {
    return making.agenda().instant();
  }

  /// Stores alerts that a webhook brought, then tells the runs that the firing ones concern to read
  /// on in the log.
  ///
  /// @throws java.io.UncheckedIOException if they could not be stored; then none was taken
  public void alerts(List<AlertNotice> notices) {
    List<AlertEntry> entries = alertLog.append(notices, making.agenda().instant());
    notices.forEach(notice -> making.telemetry().notices(notice.firing(), 1));
    AlertFeed.firingOn(entries).stream()
        .flatMap(cluster -> runs.concerned(cluster).stream())
        .distinct()
        .forEach(RunLoop::alerted);
  }
}
