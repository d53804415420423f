package dev.fleetgate.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/// Running parts that end together, the youngest first.
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  /// Stops all, also after one that fails to stop; then throws what the first failure was.
  @Override
  public synchronized void close() {
    RuntimeException failure = null;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException(e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
