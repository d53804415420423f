package dev.fleetgate.peers;

import java.time.Duration;
import java.time.InstantSource;

/// Waits until the real world is as expected; the only place where tests let wall time pass.
public final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private Await() {}

  /// The real clock, for what a test of real parts is made of.
  public static InstantSource clock() {
    return InstantSource.system();
  }

  /// What should hold after a while.
  @FunctionalInterface
  public interface Expectation {
    /// Returns if it holds now.
    ///
    /// @throws Exception or an assertion error if it does not hold yet
    void check() throws Exception;
  }

  /// Checks the expectation until it holds.
  ///
  /// @throws AssertionError with the last reason if it does not hold within the given time
  public static void until(String what, Duration within, Expectation expectation) {
    var deadline = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        expectation.check();
        return;
      } catch (Fatal fatal) {
        throw fatal;
      } catch (Exception | AssertionError reason) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError(
              "%s: not within %d s: %s".formatted(what, within.toSeconds(), reason.getMessage()),
              reason);
        }
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what + ": interrupted");
    }
  }

  /// A reason that waiting longer cannot remove.
  static final class Fatal extends AssertionError {
    private static final long serialVersionUID = 1;

    Fatal(String reason) {
      super(reason);
    }
  }
}
