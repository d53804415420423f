package dev.fleetgate.observer;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.RolloutStore.Put;
import dev.fleetgate.rollout.port.RolloutStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs of this process: begins new ones, takes stored ones up again, finds them by name.
///
/// Thread safety: all methods may be called from any thread.
final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);
  private static final Duration TAKE_UP_AGAIN = Duration.ofSeconds(15);
  private static final String DOCUMENTS = "documents";

  private final RunPorts ports;
  private final Making making;
  private final Watches watches;
  private final RunLoop.Listener listener;
  private final Map<RunId, RunLoop> loops = new ConcurrentHashMap<>();
  private final Map<RunId, RolloutState> over = new ConcurrentHashMap<>();
  private final Map<RunId, RolloutState> unread = new ConcurrentHashMap<>();
  private final Map<RunId, String> doubtful = new ConcurrentHashMap<>();
  private final AlertFeed alerts;
  private volatile List<String> said = List.of();
  private volatile Optional<String> unlisted = Optional.of("the store has not been read");

  Runs(
      RunPorts ports, Making making, Watches watches, AlertFeed alerts, RunLoop.Listener listener) {
    this.alerts = alerts;
    this.ports = ports;
    this.making = making;
    this.watches = watches;
    this.listener = listener;
  }

  /// Takes up every unfinished run of the store, and every ended one that has not let go of all
  /// that it made. What cannot be read is read again until it can; meanwhile it is there as it was
  /// stored, with the reason.
  ///
  /// @return what could not be taken up so far, as sentences
  List<String> takeUp() {
    List<String> troubles = new ArrayList<>();
    switch (ports.rollouts().list()) {
      case RolloutStore.Runs.Unavailable(var why) -> {
        unlisted = Optional.of(why);
        troubles.add(why);
      }
      case RolloutStore.Runs.Listed(var runs, var unreadable) -> {
        troubles.addAll(unreadable);
        runs.stream()
            .filter(stored -> !known(stored.state().run()))
            .forEach(stored -> takeUp(stored).ifPresent(troubles::add));
        unlisted = Optional.empty();
      }
    }
    if (!troubles.isEmpty()) {
      making.agenda().at(again(), this::takeUpAgain);
    }
    said = List.copyOf(troubles);
    return said;
  }

  /// Says only what is new.
  private void takeUpAgain() {
    List<String> before = said;
    takeUp().stream()
        .filter(trouble -> !before.contains(trouble))
        .forEach(trouble -> LOG.warn("reason=store not taken up: {}", trouble));
  }

  private boolean known(RunId run) {
    return loops.containsKey(run) || (over.containsKey(run) && !unread.containsKey(run));
  }

  private Instant again() {
    return making.agenda().instant().plus(TAKE_UP_AGAIN);
  }

  /// Why the store could not say which runs there are; empty if it could.
  Optional<String> unlisted() {
    return unlisted;
  }

  private Optional<String> takeUp(Stored stored) {
    RolloutState state = stored.state();
    if (state.phase().terminal()) {
      over.put(state.run(), state);
      if (!state.leaves()) {
        return Optional.empty();
      }
    }
    try {
      RunLoop loop =
          loop(stored, RunDocuments.read(ports.records(), state.run(), making.readGate()));
      unread.remove(state.run());
      loop.start();
      return Optional.empty();
    } catch (BadInputException | IllegalStateException e) {
      String why = String.valueOf(e.getMessage());
      waits(state, why);
      return Optional.of("run " + state.run() + " of " + state.spec().name() + ": " + why);
    }
  }

  /// Shows a run that cannot be gone on with as it was stored, held by the reason.
  private void waits(RolloutState state, String why) {
    String reason = "not taken up: %s; read again at %s".formatted(why, again());
    Instant since =
        Optional.ofNullable(unread.get(state.run()))
            .flatMap(Runs::heldSince)
            .orElseGet(making.agenda()::instant);
    TreeSet<Hold> holds = new TreeSet<>(state.holds());
    holds.add(new Hold(Hold.Kind.NEEDS_PERSON, DOCUMENTS, reason, since, "fleetgate"));
    RolloutState shown = state.withHolds(holds);
    unread.put(state.run(), shown);
    if (!state.phase().terminal()) {
      listener.moved(shown);
    }
  }

  private static Optional<Instant> heldSince(RolloutState shown) {
    return shown.holds().stream()
        .filter(hold -> hold.subject().equals(DOCUMENTS))
        .map(Hold::since)
        .findFirst();
  }

  /// Why the unfinished run of a name was not taken up; empty if it was, or if there is none.
  Optional<String> notTakenUp(String nameOrId) {
    return unread.values().stream()
        .filter(state -> !state.phase().terminal() && RunList.matches(state, nameOrId))
        .flatMap(state -> state.holds().stream())
        .filter(hold -> hold.subject().equals(DOCUMENTS))
        .map(Hold::reason)
        .findFirst();
  }

  /// Writes the first state of a run and sets it going. Alerts that came before are not for it.
  Answer begin(RolloutState planned, List<ChildCluster> fleet, StartRequest request) {
    RolloutState first = alerts.fromNow(planned);
    List<ChildCluster> members =
        fleet.stream().filter(cluster -> first.members().containsKey(cluster.id())).toList();
    Optional<String> trouble =
        RunDocuments.keep(ports.records(), first.run(), members, request.gates());
    if (trouble.isPresent()) {
      return new Answer.Unavailable(trouble.get());
    }
    RunDocuments documents = RunDocuments.of(members, request.gates());
    return switch (ports.rollouts().put(first, 0)) {
      case Put.Conflict _ -> new Answer.Unavailable("run " + first.run() + " is there already");
      case Put.Unavailable(var why) -> doubted(first, documents, why);
      case Put.Written(var version) -> begun(new Stored(first, version), documents);
    };
  }

  private Answer begun(Stored stored, RunDocuments documents) {
    RolloutState first = stored.state();
    LOG.info("rollout={} run={} started", first.name(), first.run());
    RunLoop loop = loop(stored, documents);
    loop.send(new RolloutEvent.Tick());
    loop.alerted();
    listener.moved(first);
    return new Answer.Started(first);
  }

  /// A first write that may or may not have been done is read again until that is known; meanwhile
  /// no other run of the name is begun.
  private Answer doubted(RolloutState first, RunDocuments documents, String why) {
    doubtful.put(first.run(), first.name());
    return resolved(first, documents)
        .orElseGet(() -> {
          making
              .agenda()
              .at(making.agenda().instant().plus(READ_AGAIN), () -> doubted(first, documents, why));
          return new Answer.Unavailable(
              why + "; whether run " + first.run() + " was started is still being read");
        });
  }

  private Optional<Answer> resolved(RolloutState first, RunDocuments documents) {
    return switch (ports.rollouts().get(first.run())) {
      case RolloutStore.Found.Unavailable _ -> Optional.empty();
      case RolloutStore.Found.Read(var found) -> {
        doubtful.remove(first.run());
        yield Optional.of(
            found
                .map(stored -> begun(stored, documents))
                .orElseGet(
                    () -> new Answer.Unavailable("run " + first.run() + " could not be written")));
      }
    };
  }

  private RunLoop loop(Stored stored, RunDocuments documents) {
    Desk desk =
        new Desk(documents, making.gate(), watches, !stored.state().spec().onAlert().isEmpty());
    RunLoop loop = new RunLoop(stored, ports, making, desk, alerts, listener);
    desk.serve(loop);
    loops.put(stored.state().run(), loop);
    return loop;
  }

  /// Whether a run of that name is not over, or may have been begun.
  boolean unfinished(String name) {
    return doubtful.containsValue(name)
        || notTakenUp(name).isPresent()
        || loops.values().stream()
            .map(RunLoop::state)
            .anyMatch(state -> state.spec().name().equals(name) && !state.phase().terminal());
  }

  /// The unfinished run of a name or with an id.
  Optional<RunLoop> unfinishedLoop(String nameOrId) {
    return loops.values().stream()
        .filter(loop -> !loop.state().phase().terminal())
        .filter(loop -> RunList.matches(loop.state(), nameOrId))
        .findFirst();
  }

  /// The unfinished run of a name or else the latest of that name; or the one with that id.
  Optional<RolloutState> find(String nameOrId) {
    return RunList.find(all(), nameOrId);
  }

  /// Every run, the latest first.
  List<RolloutState> all() {
    Map<RunId, RolloutState> states = new ConcurrentHashMap<>(over);
    unread.forEach(states::putIfAbsent);
    loops.forEach((run, loop) -> states.put(run, loop.state()));
    return RunList.latestFirst(states.values());
  }

  /// Loops of runs that are not over and that a cluster is in.
  List<RunLoop> concerned(ClusterId cluster) {
    return unfinishedLoops().stream()
        .filter(loop -> loop.state().members().containsKey(cluster))
        .toList();
  }

  Collection<RunLoop> unfinishedLoops() {
    return loops.values().stream().filter(loop -> !loop.state().phase().terminal()).toList();
  }
}
