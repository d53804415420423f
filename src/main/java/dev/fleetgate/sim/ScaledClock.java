package dev.fleetgate.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/// A clock that starts with another one and runs faster.
///
/// Thread safety: safe; immutable.
public final class ScaledClock implements InstantSource {
  private final InstantSource base;
  private final double speed;
  private final Instant start;

  /// @param speed seconds of this clock in a second of the other; > 0
  public ScaledClock(InstantSource base, double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed: " + speed + " (expected: a number > 0)");
    }
    this.base = Objects.requireNonNull(base);
    this.speed = speed;
    this.start = base.instant();
  }

  @Override
  public Instant instant() {
    Duration passed = Duration.between(start, base.instant());
    return start.plusNanos((long) (passed.toNanos() * speed));
  }
}
