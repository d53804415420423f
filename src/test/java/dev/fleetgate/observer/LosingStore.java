package dev.fleetgate.observer;

import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.InMemoryRolloutStore;
import dev.fleetgate.rollout.port.RolloutStore;

/// A store that at its test's wish writes and cannot say so, or writes nothing.
final class LosingStore implements RolloutStore {
  private final RolloutStore store = new InMemoryRolloutStore();
  boolean losing;
  boolean refusing;
  Runnable atPut = () -> {};
  int puts;

  @Override
  public Runs list() {
    return store.list();
  }

  @Override
  public RolloutStore.Found get(RunId run) {
    return losing ? new RolloutStore.Found.Unavailable("disk error") : store.get(run);
  }

  @Override
  public Put put(RolloutState state, long expectedVersion) {
    puts++;
    atPut.run();
    if (refusing) {
      return new Put.Unavailable("interrupted");
    }
    Put put = store.put(state, expectedVersion);
    return losing ? new Put.Unavailable("disk error") : put;
  }
}
