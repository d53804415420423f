package dev.fleetgate.observer;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Work by subject: of several for one subject only the last asked for is done, and only one is at
/// work at a time. What falls due meanwhile waits for the end of it, so that a slow preparation
/// never writes over what a later one has recorded.
///
/// Thread safety: all methods may be called from any thread.
final class Turns {
  private final Agenda agenda;
  private final Map<Object, Long> scheduled = new HashMap<>();
  private final Map<Object, Runnable> waiting = new HashMap<>();
  private final Set<Object> atWork = new HashSet<>();
  private long schedules;

  Turns(Agenda agenda) {
    this.agenda = agenda;
  }

  /// Does work at a time, in the place of what was asked for before and has not begun.
  void at(Object subject, Instant when, Runnable work) {
    long number = schedule(subject);
    agenda.at(
        when,
        () -> {
          if (due(subject, number)) {
            take(subject, work);
          }
        });
  }

  private synchronized long schedule(Object subject) {
    schedules++;
    scheduled.put(subject, schedules);
    waiting.remove(subject);
    return schedules;
  }

  private synchronized boolean due(Object subject, long number) {
    return scheduled.remove(subject, number);
  }

  private void take(Object subject, Runnable work) {
    if (!begin(subject, work)) {
      return;
    }
    try {
      work.run();
    } finally {
      Runnable next = end(subject);
      if (next != null) {
        agenda.soon(() -> take(subject, next));
      }
    }
  }

  private synchronized boolean begin(Object subject, Runnable work) {
    if (atWork.add(subject)) {
      return true;
    }
    waiting.put(subject, work);
    return false;
  }

  private synchronized @Nullable Runnable end(Object subject) {
    atWork.remove(subject);
    return waiting.remove(subject);
  }
}
