package dev.fleetgate.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// An agenda that jumps from task to task on one thread: the same order in every run.
public final class SimulatedAgenda implements Agenda {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparingLong(Entry::order));
  private Instant now;
  private long order;
  private boolean closing;

  public SimulatedAgenda(Instant start) {
    this.now = start;
  }

  private record Entry(Instant when, long order, Runnable task) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public boolean closing() {
    return closing;
  }

  /// The program stops: no new tasks.
  void close() {
    closing = true;
    entries.clear();
  }

  @Override
  public void at(Instant when, Runnable task) {
    if (closing) {
      return;
    }
    entries.add(new Entry(when.isBefore(now) ? now : when, order++, task));
  }

  /// Forgets all tasks, as a crash does.
  public void forget() {
    entries.clear();
  }

  /// Runs the next task; false if there is none up to the given end, and then it is that end.
  public boolean runNext(Instant end) {
    Entry next = entries.peek();
    if (next == null || next.when().isAfter(end)) {
      now = end.isAfter(now) ? end : now;
      return false;
    }
    entries.remove();
    now = next.when().isAfter(now) ? next.when() : now;
    next.task().run();
    return true;
  }

  /// Steps the clock forward without running anything, as a machine does that was suspended.
  public void jump(Duration step) {
    now = now.plus(step);
  }

  /// Lets time pass, running what falls due.
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    boolean more = true;
    while (more) {
      more = runNext(end);
    }
  }
}
