package dev.fleetgate.observer;

import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.time.Instant;

/// When a cluster is next, of clusters that each have a turn once in a period.
///
/// A fleet that is listed at once would be asked in bursts for ever. So the turns of its clusters
/// are spread over the period by their names (Fibonacci hashing: names that are counted through get
/// turns far apart), and stay where they are when a turn took long or the program was restarted.
final class Spread {
  private static final int GOLDEN = 0x9E3779B9;

  private Spread() {}

  /// The cluster's first turn later than that time, at most a period later.
  ///
  /// @param period at least 1 ms
  static Instant after(Instant now, Duration period, ClusterId cluster) {
    long length = period.toMillis();
    long share = Integer.toUnsignedLong(cluster.value().hashCode() * GOLDEN);
    long phase = (share * length) >>> Integer.SIZE;
    long passed = Math.floorMod(now.toEpochMilli() - phase, length);
    return Instant.ofEpochMilli(now.toEpochMilli() + length - passed);
  }
}
