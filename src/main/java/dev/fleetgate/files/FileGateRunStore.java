package dev.fleetgate.files;

import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.spec.NodeJson;
import java.util.List;
import java.util.Optional;

/// Gate runs, a file each.
///
/// Thread safety: all methods may be called from any thread; a run is written by one loop only.
final class FileGateRunStore implements GateRunStore {
  private static final String FOLDER = "gateruns";
  private static final String ENDING = ".json";

  private final StateFolder folder;

  FileGateRunStore(StateFolder folder) {
    this.folder = folder;
  }

  @Override
  public void put(GateRun run) {
    folder.write(path(run.id()), NodeJson.write(run.toNode()));
  }

  @Override
  public Optional<GateRun> get(GateRunId id) {
    return folder.read(path(id)).map(text -> GateRun.fromNode(NodeJson.read(text, path(id))));
  }

  @Override
  public List<GateRun> startingWith(String beginning) {
    return folder.names(FOLDER).stream()
        .filter(name -> name.startsWith(beginning))
        .map(name -> new GateRunId(name.substring(0, name.length() - ENDING.length())))
        .flatMap(id -> get(id).stream())
        .toList();
  }

  private static String path(GateRunId id) {
    return FOLDER + "/" + id.value() + ENDING;
  }
}
