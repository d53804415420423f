package dev.fleetgate.rollout.port;

final class InMemoryRolloutStoreTest extends RolloutStoreContract {
  @Override
  protected RolloutStore store() {
    return new InMemoryRolloutStore();
  }
}
