package dev.fleetgate.observer;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Obstacle;
import dev.fleetgate.rollout.TriggerKey;
import java.time.Instant;
import java.util.function.Function;

/// What a run is told when the work of an action ended in a fault of the program: of all answers
/// the one that claims least, so that it is looked at again.
final class Faults {
  private Faults() {}

  static Function<String, RolloutEvent> prepare(TriggerKey key) {
    return why -> new RolloutEvent.PreparationFailed(key, Obstacle.UNREACHABLE, why);
  }

  /// Also of a send: it may have left.
  static Function<String, RolloutEvent> lost(TriggerKey key) {
    return why -> new RolloutEvent.TriggerLost(key, why);
  }

  static Function<String, RolloutEvent> poll(TriggerKey key, Instant readAt) {
    return why -> new RolloutEvent.TriggerProgress(key, new Progress.Unreadable(why), readAt);
  }

  static Function<String, RolloutEvent> stop(TriggerKey key) {
    return why -> new RolloutEvent.StopFailed(key, why);
  }

  static Function<String, RolloutEvent> alerts(ClusterId cluster) {
    return why -> new RolloutEvent.AlertsUnreadable(cluster, why);
  }
}
