package dev.fleetgate.observer;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Scatter;
import java.time.Duration;
import java.time.Instant;

/// When a cluster is next, of clusters that each have a turn once in a period.
///
/// A fleet that is listed at once would be asked in bursts for ever. So the turns of its clusters
/// are scattered over the period, and stay where they are when a turn took long or the program was
/// restarted.
final class Spread {
  private Spread() {}

  /// The cluster's first turn later than that time, at most a period later.
  ///
  /// @param period from 1 ms to 24 days
  static Instant after(Instant now, Duration period, ClusterId cluster) {
    long length = period.toMillis();
    long phase = Scatter.place(cluster.value(), length);
    long passed = Math.floorMod(now.toEpochMilli() - phase, length);
    return Instant.ofEpochMilli(now.toEpochMilli() + length - passed);
  }
}
