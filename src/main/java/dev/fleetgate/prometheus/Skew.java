package dev.fleetgate.prometheus;

import java.time.Duration;
import java.util.Objects;

/// Prometheus's clock against ours.
///
/// @param offset Prometheus's clock minus ours; up to 1 s too small, because `Date` is cut off
/// @param roundTrip length of the exchange that told
public record Skew(Duration offset, Duration roundTrip) {
  public Skew {
    Objects.requireNonNull(offset);
    Objects.requireNonNull(roundTrip);
  }
}
