package dev.fleetgate.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Notices in memory.
///
/// Thread safety: all methods may be called from any thread.
public final class InMemoryAlertLog implements AlertLog {
  private final List<AlertEntry> entries = new ArrayList<>();

  @Override
  public synchronized List<AlertEntry> append(List<AlertNotice> notices, Instant receivedAt) {
    List<AlertEntry> added = new ArrayList<>();
    for (AlertNotice notice : notices) {
      added.add(new AlertEntry(entries.size() + added.size() + 1L, receivedAt, notice));
    }
    entries.addAll(added);
    return List.copyOf(added);
  }

  @Override
  public synchronized List<AlertEntry> after(long sequence) {
    return entries.stream().filter(entry -> entry.sequence() > sequence).toList();
  }

  @Override
  public synchronized long last() {
    return entries.size();
  }
}
