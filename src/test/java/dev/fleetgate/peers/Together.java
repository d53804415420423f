package dev.fleetgate.peers;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts parts at the same time: most of a start is waiting.
final class Together {
  private Together() {}

  /// Runs all and waits for all; then throws what the first of them threw that failed.
  static <T> List<T> run(List<Callable<T>> tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.invokeAll(tasks).stream().map(Together::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static <T> T result(Future<T> future) {
    return switch (future.state()) {
      case SUCCESS -> future.resultNow();
      case FAILED -> throw failure(future.exceptionNow());
      case CANCELLED, RUNNING -> throw new AssertionError("interrupted");
    };
  }

  /// The failure as it was thrown, so that a missing part still skips the test.
  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(new ExecutionException(cause));
  }
}
