package dev.fleetgate.observer;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.RolloutStore.Put;
import dev.fleetgate.rollout.port.RolloutStore.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs of this process: begins new ones, takes stored ones up again, finds them by name.
///
/// Thread safety: all methods may be called from any thread.
final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Comparator<RolloutState> LATEST_FIRST =
      Comparator.comparing(RolloutState::startedAt).reversed();

  private static final Duration READ_AGAIN = Duration.ofSeconds(1);

  private final RunPorts ports;
  private final Making making;
  private final Watches watches;
  private final RunLoop.Listener listener;
  private final Map<RunId, RunLoop> loops = new ConcurrentHashMap<>();
  private final Map<RunId, RolloutState> over = new ConcurrentHashMap<>();
  private final Map<RunId, String> doubtful = new ConcurrentHashMap<>();

  Runs(RunPorts ports, Making making, Watches watches, RunLoop.Listener listener) {
    this.ports = ports;
    this.making = making;
    this.watches = watches;
    this.listener = listener;
  }

  /// Takes up every unfinished run of the store, and every ended one that has not let go of all
  /// that it made.
  ///
  /// @return what could not be taken up, as sentences
  List<String> takeUp() {
    return switch (ports.rollouts().list()) {
      case RolloutStore.Runs.Unavailable(var why) -> List.of(why);
      case RolloutStore.Runs.Listed(var runs, var unreadable) -> {
        List<String> troubles = new ArrayList<>(unreadable);
        runs.forEach(stored -> takeUp(stored).ifPresent(troubles::add));
        yield troubles;
      }
    };
  }

  private Optional<String> takeUp(Stored stored) {
    RolloutState state = stored.state();
    if (state.phase().terminal()) {
      over.put(state.run(), state);
      if (released(state)) {
        return Optional.empty();
      }
    }
    try {
      loop(stored, RunDocuments.read(ports.records(), state.run(), making.readGate())).start();
      return Optional.empty();
    } catch (BadInputException | IllegalStateException e) {
      return Optional.of(
          "run " + state.run() + " of " + state.spec().name() + ": " + e.getMessage());
    }
  }

  private static boolean released(RolloutState state) {
    return state.members().values().stream()
        .flatMap(member -> member.tracks().stream())
        .flatMap(track -> Stream.concat(Stream.of(track.step()), track.undo().stream()))
        .noneMatch(step -> step instanceof TriggerStep.Done(_, _, _, var released) && !released);
  }

  /// Writes the first state of a run and sets it going.
  Answer begin(RolloutState first, List<ChildCluster> fleet, StartRequest request) {
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
    RunLoop loop = new RunLoop(stored, ports, making, desk, listener);
    desk.serve(loop);
    loops.put(stored.state().run(), loop);
    return loop;
  }

  /// Whether a run of that name is not over, or may have been begun.
  boolean unfinished(String name) {
    return doubtful.containsValue(name)
        || loops.values().stream()
            .map(RunLoop::state)
            .anyMatch(state -> state.spec().name().equals(name) && !state.phase().terminal());
  }

  /// The unfinished run of a name or with an id.
  Optional<RunLoop> unfinishedLoop(String nameOrId) {
    return loops.values().stream()
        .filter(loop -> !loop.state().phase().terminal())
        .filter(loop -> matches(loop.state(), nameOrId))
        .findFirst();
  }

  /// The unfinished run of a name or else the latest of that name; or the one with that id.
  Optional<RolloutState> find(String nameOrId) {
    return all().stream()
        .filter(state -> matches(state, nameOrId))
        .min(
            Comparator.<RolloutState, Boolean>comparing(state -> state.phase().terminal())
                .thenComparing(LATEST_FIRST));
  }

  private static boolean matches(RolloutState state, String nameOrId) {
    return state.spec().name().equals(nameOrId) || state.run().value().equals(nameOrId);
  }

  /// Every run, the latest first.
  List<RolloutState> all() {
    Map<RunId, RolloutState> states = new ConcurrentHashMap<>(over);
    loops.forEach((run, loop) -> states.put(run, loop.state()));
    return states.values().stream().sorted(LATEST_FIRST).toList();
  }

  /// Loops of runs that are not over and that a cluster is in.
  List<RunLoop> concerned(ClusterId cluster) {
    return unfinishedLoops().stream().filter(loop -> loop.concerns(cluster)).toList();
  }

  Collection<RunLoop> unfinishedLoops() {
    return loops.values().stream().filter(loop -> !loop.state().phase().terminal()).toList();
  }
}
