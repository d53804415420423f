package dev.fleetgate.scenario;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.TriggerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the targets saw, in order.
final class TargetLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Consumer<Entry> listener;

  /// @param listener is told of each entry before it is added
  TargetLog(Consumer<Entry> listener) {
    this.listener = listener;
  }

  /// Something that a target saw.
  sealed interface Entry {
    Instant at();

    /// The program asked for a send.
    record Asked(Instant at, TriggerKey key) implements Entry {}

    /// A send took effect.
    ///
    /// @param before what the target held
    /// @param after what it holds now
    /// @param late whether its sender had given it up
    record Effect(Instant at, TriggerKey key, String before, String after, boolean late)
        implements Entry {}

    /// What was sent came to its end.
    record Ended(Instant at, TriggerKey key, boolean good) implements Entry {}

    /// Somebody else wrote.
    record Foreign(Instant at, ClusterId cluster, String phase, String after) implements Entry {}

    /// An object that we made was deleted.
    record Deleted(Instant at, String path) implements Entry {}

    /// A metric was asked for and answered with a number.
    ///
    /// @param sampledAt of the oldest sample in the answer
    record Measured(Instant at, ClusterId cluster, String phase, Instant sampledAt, boolean good)
        implements Entry {}
  }

  void add(Entry entry) {
    listener.accept(entry);
    entries.add(entry);
  }

  <T extends Entry> Stream<T> all(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast);
  }

  Stream<Entry.Effect> effects(ClusterId member, String phase) {
    return all(Entry.Effect.class)
        .filter(effect -> effect.key().member().equals(member))
        .filter(effect -> effect.key().phase().equals(phase));
  }

  Stream<Entry.Ended> ends(ClusterId member, String phase) {
    return all(Entry.Ended.class)
        .filter(end -> end.key().member().equals(member))
        .filter(end -> end.key().phase().equals(phase));
  }
}
