package dev.fleetgate.gates;

import java.util.List;
import java.util.Optional;

/// Keeps gate runs. A run is written by one loop only, the one that steps it.
///
/// Thread safety: called from many virtual threads at once.
public interface GateRunStore {
  /// Writes a run in place of what was stored under its id; returns when it is durable.
  void put(GateRun run);

  Optional<GateRun> get(GateRunId id);

  /// The runs whose id begins with a text, by id; no others are read.
  List<GateRun> startingWith(String beginning);

  /// All runs, by id.
  default List<GateRun> list() {
    return startingWith("");
  }
}
