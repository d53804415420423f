package dev.fleetgate.rollout.port;

import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// States of runs in memory.
///
/// Thread safety: all methods may be called from any thread.
public final class InMemoryRolloutStore implements RolloutStore {
  private final Map<RunId, Stored> runs = new TreeMap<>();

  @Override
  public synchronized Runs list() {
    return new Runs.Listed(List.copyOf(runs.values()), List.of());
  }

  @Override
  public synchronized Found get(RunId run) {
    return new Found.Read(Optional.ofNullable(runs.get(run)));
  }

  @Override
  public synchronized Put put(RolloutState state, long expectedVersion) {
    Stored present = runs.get(state.run());
    long version = present == null ? 0 : present.version();
    if (version != expectedVersion) {
      return new Put.Conflict();
    }
    runs.put(state.run(), new Stored(state, version + 1));
    return new Put.Written(version + 1);
  }
}
