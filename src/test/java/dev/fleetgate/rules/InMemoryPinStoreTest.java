package dev.fleetgate.rules;

final class InMemoryPinStoreTest extends PinStoreContract {
  @Override
  protected PinStore store() {
    return new InMemoryPinStore();
  }
}
