package dev.fleetgate.observer;

import java.time.Instant;
import java.time.InstantSource;

/// What is to be done, and when: the one way in which the loops wait.
///
/// A task may block on one remote call; it never waits for time to pass but puts the rest of its
/// work on the agenda. So the same loops run on the wall clock, on a faster clock and in a
/// simulation that jumps from task to task (ADR 0060).
///
/// Thread safety: all methods may be called from any thread. Tasks may run at the same time as one
/// another.
public interface Agenda extends InstantSource {
  /// Runs a task at or soon after an instant, at once if it is past. A task that throws is reported
  /// and never stops others.
  void at(Instant when, Runnable task);

  /// Whether the program is stopping: tasks are dropped, and what fails now is not worth a word.
  default boolean closing() {
    return false;
  }

  /// Runs a task as soon as possible, never on the caller's stack.
  default void soon(Runnable task) {
    at(instant(), task);
  }
}
