package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The alert log, as runs read it. A run is only told that there may be something new, and reads on
/// from its own place: whoever tells it, and in whatever order, it steps the entries in the order
/// of the log and misses none.
///
/// Thread safety: all methods may be called from any thread.
final class AlertFeed {
  private final AlertLog log;

  AlertFeed(AlertLog log) {
    this.log = log;
  }

  /// A run that is about to begin, which alerts from before now are not for.
  RolloutState fromNow(RolloutState first) {
    return first.withAlertSequence(log.last());
  }

  /// A stored run that is gone on with. If it has read further than the log goes, the log that it
  /// read was lost, and whatever is in this one came later: it is read from the beginning, so that
  /// no alert passes unseen until the new numbers have caught up.
  RolloutState goingOn(RolloutState stored) {
    return log.last() < stored.alertSequence() ? stored.withAlertSequence(0) : stored;
  }

  /// The firing alerts of its members that a run has not stepped, in the order of the log; none
  /// once the run is over.
  List<RolloutEvent.AlertReceived> unread(RolloutState state) {
    if (state.phase().terminal()) {
      return List.of();
    }
    return log.after(state.alertSequence()).stream()
        .filter(AlertFeed::firing)
        .filter(entry -> state.members().containsKey(entry.notice().cluster()))
        .map(AlertFeed::event)
        .toList();
  }

  /// The clusters on which an alert fires, of some entries.
  static Set<ClusterId> firingOn(List<AlertEntry> entries) {
    return entries.stream()
        .filter(AlertFeed::firing)
        .map(entry -> entry.notice().cluster())
        .collect(Collectors.toSet());
  }

  private static boolean firing(AlertEntry entry) {
    return entry.notice().firing();
  }

  private static RolloutEvent.AlertReceived event(AlertEntry entry) {
    AlertNotice notice = entry.notice();
    return new RolloutEvent.AlertReceived(entry.sequence(), notice.cluster(), notice.labels());
  }
}
