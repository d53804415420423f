package dev.fleetgate.gates;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// The change whose effect a gate run judges.
public sealed interface Change {
  /// No change came before: `maxAge` is the only bound on samples.
  record None() implements Change {}

  /// A change that was observed done.
  ///
  /// @param at when its end was observed, on our clock
  /// @param settle time given to the cluster afterwards
  record Completed(Instant at, Duration settle) implements Change {
    public Completed {
      Objects.requireNonNull(at);
      Objects.requireNonNull(settle);
    }

    /// Nothing taken before this instant counts.
    public Instant settled() {
      return at.plus(settle);
    }
  }
}
