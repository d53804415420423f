package dev.fleetgate.rollout.port;

final class InMemoryRecordStoreTest extends RecordStoreContract {
  @Override
  protected RecordStore store() {
    return new InMemoryRecordStore();
  }
}
