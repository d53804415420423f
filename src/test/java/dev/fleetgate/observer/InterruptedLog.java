package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.alerts.InMemoryAlertLog;
import java.time.Instant;
import java.util.List;

/// An alert log after whose answer something else happens before the caller goes on, as another
/// thread may have it.
final class InterruptedLog implements AlertLog {
  private AlertLog log = new InMemoryAlertLog();
  private Runnable atAppend = () -> {};
  private Runnable atRead = () -> {};

  /// Somebody deletes the log.
  void lose() {
    log = new InMemoryAlertLog();
  }

  /// Does something once, after the next entries were stored and before that is said.
  void atAppend(Runnable once) {
    atAppend =
        () -> {
          atAppend = () -> {};
          once.run();
        };
  }

  /// Does something once, after entries were next read and before they are given.
  void atRead(Runnable once) {
    atRead =
        () -> {
          atRead = () -> {};
          once.run();
        };
  }

  @Override
  public List<AlertEntry> append(List<AlertNotice> notices, Instant receivedAt) {
    List<AlertEntry> added = log.append(notices, receivedAt);
    atAppend.run();
    return added;
  }

  @Override
  public List<AlertEntry> after(long sequence) {
    List<AlertEntry> entries = log.after(sequence);
    atRead.run();
    return entries;
  }

  @Override
  public long last() {
    return log.last();
  }
}
