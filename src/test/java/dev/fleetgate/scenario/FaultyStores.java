package dev.fleetgate.scenario;

import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RolloutStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Stores whose writes fail before or after they took effect, and at which the process dies.
final class FaultyStores {
  private final Faults faults;

  FaultyStores(Faults faults) {
    this.faults = faults;
  }

  RolloutStore rollouts(RolloutStore store) {
    return new Rollouts(store);
  }

  RecordStore records(RecordStore store) {
    return new Records(store);
  }

  GateRunStore gateRuns(GateRunStore store) {
    return new GateRuns(store);
  }

  /// Does the write, or not, and says what it says, or that it cannot be said.
  private <T> T write(String what, Supplier<T> write, T unavailable) {
    faults.mayCrash("before " + what);
    if (faults.happens()) {
      if (faults.either()) {
        var _ = write.get();
      }
      return unavailable;
    }
    T answer = write.get();
    faults.mayCrash("after " + what);
    return answer;
  }

  private <T> T read(Supplier<T> read, T unavailable) {
    return faults.happens() ? unavailable : read.get();
  }

  private final class Rollouts implements RolloutStore {
    private final RolloutStore store;

    Rollouts(RolloutStore store) {
      this.store = store;
    }

    @Override
    public Runs list() {
      return read(store::list, new Runs.Unavailable("disk error"));
    }

    @Override
    public RolloutStore.Found get(RunId run) {
      return read(() -> store.get(run), new RolloutStore.Found.Unavailable("disk error"));
    }

    @Override
    public Put put(RolloutState state, long expectedVersion) {
      return write(
          "state", () -> store.put(state, expectedVersion), new Put.Unavailable("disk error"));
    }
  }

  private final class Records implements RecordStore {
    private static final Kept LOST = new Kept.Unavailable("disk error");
    private final RecordStore store;

    Records(RecordStore store) {
      this.store = store;
    }

    @Override
    public Kept keepIntent(Intent intent) {
      return write("intent", () -> store.keepIntent(intent), LOST);
    }

    @Override
    public RecordStore.Found<Intent> intent(TriggerKey key) {
      return read(() -> store.intent(key), new RecordStore.Found.Unavailable<>("disk error"));
    }

    @Override
    public Kept keepBefore(RunId run, ClusterId member, String phase, Node before) {
      return write("before-value", () -> store.keepBefore(run, member, phase, before), LOST);
    }

    @Override
    public RecordStore.Found<Node> before(RunId run, ClusterId member, String phase) {
      return read(
          () -> store.before(run, member, phase),
          new RecordStore.Found.Unavailable<>("disk error"));
    }

    @Override
    public Kept keepReceipt(TriggerKey key, Node receipt) {
      return write("receipt", () -> store.keepReceipt(key, receipt), LOST);
    }

    @Override
    public RecordStore.Found<Node> receipt(TriggerKey key) {
      return read(() -> store.receipt(key), new RecordStore.Found.Unavailable<>("disk error"));
    }

    @Override
    public Kept keepDocument(RunId run, String name, Node document) {
      return write("document", () -> store.keepDocument(run, name, document), LOST);
    }

    @Override
    public RecordStore.Found<Node> document(RunId run, String name) {
      return read(
          () -> store.document(run, name), new RecordStore.Found.Unavailable<>("disk error"));
    }
  }

  private final class GateRuns implements GateRunStore {
    private final GateRunStore store;

    GateRuns(GateRunStore store) {
      this.store = store;
    }

    @Override
    public void put(GateRun run) {
      boolean written =
          write(
              "gate run",
              () -> {
                store.put(run);
                return true;
              },
              false);
      if (!written) {
        throw new UncheckedIOException(new IOException("disk error"));
      }
    }

    @Override
    public Optional<GateRun> get(GateRunId id) {
      if (faults.happens()) {
        throw new UncheckedIOException(new IOException("disk error"));
      }
      return store.get(id);
    }

    @Override
    public List<GateRun> startingWith(String beginning) {
      return store.startingWith(beginning);
    }
  }
}
