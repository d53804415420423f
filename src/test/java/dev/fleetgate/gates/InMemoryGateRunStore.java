package dev.fleetgate.gates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Gate runs in memory.
///
/// Thread safety: all methods may be called from any thread.
public final class InMemoryGateRunStore implements GateRunStore {
  private final Map<GateRunId, GateRun> runs = new ConcurrentSkipListMap<>();

  @Override
  public void put(GateRun run) {
    runs.put(run.id(), run);
  }

  @Override
  public Optional<GateRun> get(GateRunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public List<GateRun> startingWith(String beginning) {
    return runs.values().stream().filter(run -> run.id().value().startsWith(beginning)).toList();
  }
}
