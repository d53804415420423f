package dev.fleetgate.rollout.start;

import java.time.Duration;
import java.util.Objects;

/// How long a gate needs at least before it can judge.
///
/// @param count number of measurements; 0 for as many as it takes
public record GateFigures(Duration initialDelay, Duration interval, int count) {
  public GateFigures {
    Objects.requireNonNull(initialDelay);
    Objects.requireNonNull(interval);
    if (count < 0) {
      throw new IllegalArgumentException("count: " + count + " (expected: >= 0)");
    }
  }

  /// From the first measurement that can count to the last one needed.
  public Duration needed() {
    return initialDelay.plus(interval.multipliedBy(Math.max(0, count - 1L)));
  }
}
