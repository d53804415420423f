package dev.fleetgate.files;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.form.RolloutForm;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.spec.NodeJson;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// States of runs, a file each: its version and the state.
///
/// Thread safety: all methods may be called from any thread; puts of one run are done one after
/// another.
final class FileRolloutStore implements RolloutStore {
  private static final String RUNS = "runs";
  private static final String FILE = "/state.json";

  private final StateFolder folder;
  private final Function<Node, Trigger> triggers;
  private final Map<RunId, Long> versions = new ConcurrentHashMap<>();

  /// @param triggers types the trigger of a phase; throws [BadInputException] for one it does not
  ///   know
  FileRolloutStore(StateFolder folder, Function<Node, Trigger> triggers) {
    this.folder = folder;
    this.triggers = triggers;
  }

  @Override
  public Runs list() {
    List<Stored> runs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    try {
      for (String name : folder.names(RUNS)) {
        if (RunId.legal(name)) {
          switch (get(new RunId(name))) {
            case Found.Read(var stored) -> stored.ifPresent(runs::add);
            case Found.Unavailable(var why) -> unreadable.add(why);
          }
        }
      }
    } catch (UncheckedIOException e) {
      return new Runs.Unavailable(String.valueOf(e.getMessage()));
    }
    return new Runs.Listed(runs, unreadable);
  }

  @Override
  public Found get(RunId run) {
    try {
      return new Found.Read(folder.read(path(run)).map(text -> stored(run, text)));
    } catch (UncheckedIOException e) {
      return new Found.Unavailable(String.valueOf(e.getMessage()));
    } catch (BadInputException e) {
      return new Found.Unavailable(
          "state file " + folder.root().resolve(path(run)) + ": " + e.getMessage());
    }
  }

  private Stored stored(RunId run, String text) {
    Node node = NodeJson.read(text, path(run));
    RolloutState state = RolloutForm.read(node.path("state").orElseGet(Node::nothing), triggers);
    long version = version(node);
    versions.merge(run, version, Math::max);
    return new Stored(state, version);
  }

  private static long version(Node node) {
    return node.path("version").orElseGet(Node::nothing) instanceof Node.Num(var number, _)
        ? number.longValue()
        : 0;
  }

  @Override
  public synchronized Put put(RolloutState state, long expectedVersion) {
    RunId run = state.run();
    try {
      if (current(run) != expectedVersion) {
        return new Put.Conflict();
      }
      Node.Obj document =
          Node.object()
              .with("version", Node.number(expectedVersion + 1))
              .with("state", RolloutForm.write(state));
      folder.write(path(run), NodeJson.write(document));
      versions.put(run, expectedVersion + 1);
      return new Put.Written(expectedVersion + 1);
    } catch (UncheckedIOException e) {
      versions.remove(run);
      return new Put.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /// Version of what is in the file; 0 if there is none.
  private long current(RunId run) {
    return Optional.ofNullable(versions.get(run))
        .orElseGet(() ->
            folder.read(path(run)).map(text -> version(NodeJson.read(text, path(run)))).orElse(0L));
  }

  static String folderOf(RunId run) {
    return RUNS + "/" + run.value();
  }

  private static String path(RunId run) {
    return folderOf(run) + FILE;
  }
}
