package dev.fleetgate.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits, as benchmarks must: for a state of affairs, or for a window of time to pass.
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Patience() {}

  /// Lets time pass.
  static void pass(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  /// Looks again and again until it is so.
  ///
  /// @throws IllegalStateException if it is not so in time
  static void until(String what, Duration longest, BooleanSupplier soNow)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!soNow.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            what + ": not within " + longest.toSeconds() + " s (expected: sooner; see the logs)");
      }
      pass(PAUSE);
    }
    System.err.printf(
        "  %s: after %.1f s%n", what, longest.minusNanos(end - System.nanoTime()).toMillis() / 1e3);
  }
}
