package dev.fleetgate.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Times at a fixed distance: scrapes of a pool, evaluations of a group.
///
/// @param first the first of them
/// @param step > 0
record Grid(Instant first, Duration step) {
  /// The last time until and with `at`; empty before the first.
  Optional<Instant> last(Instant at) {
    if (at.isBefore(first)) {
      return Optional.empty();
    }
    long steps = Duration.between(first, at).dividedBy(step);
    return Optional.of(first.plus(step.multipliedBy(steps)));
  }

  /// The times after `from` until and with `to`.
  List<Instant> between(Instant from, Instant to) {
    List<Instant> times = new ArrayList<>();
    Instant next = last(from).map(time -> time.plus(step)).orElse(first);
    while (!next.isAfter(to)) {
      times.add(next);
      next = next.plus(step);
    }
    return times;
  }
}
