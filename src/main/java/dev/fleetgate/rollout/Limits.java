package dev.fleetgate.rollout;

import dev.fleetgate.rollout.RolloutSpec.WaveSpec;

/// A wave's concurrency and budget in numbers. Concurrency rounds down and is at least 1; the
/// maxima round down; `minSucceeded` rounds up. A breach is strictly more than allowed.
///
/// @param size number of the wave's members
/// @param minSucceeded 0 for no such condition
public record Limits(
    int size, int maxConcurrency, int maxFailed, int maxUnreachable, int minSucceeded) {
  public static Limits of(WaveSpec wave, int size) {
    return new Limits(
        size,
        Math.max(1, wave.maxConcurrency().roundedDown(size)),
        wave.budget().maxFailed().roundedDown(size),
        wave.budget().maxUnreachable().roundedDown(size),
        wave.budget().minSucceeded().roundedUp(size));
  }
}
