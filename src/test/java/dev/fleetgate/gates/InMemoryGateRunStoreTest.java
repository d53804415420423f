package dev.fleetgate.gates;

final class InMemoryGateRunStoreTest extends GateRunStoreContract {
  @Override
  protected GateRunStore store() {
    return new InMemoryGateRunStore();
  }
}
