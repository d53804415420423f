package dev.fleetgate.gates;

import java.time.Duration;
import java.time.Instant;

/// When a metric is measured: at `origin`, `origin + interval`, `origin + 2 × interval` and so on,
/// whatever a measurement takes. A missed slot is skipped. What is asked again between slots: a
/// metric without interval, and one whose samples have only to get younger.
final class Slots {
  /// Argo's time between two tries of a measurement that has to be repeated.
  static final Duration RETRY = Duration.ofSeconds(10);

  private Slots() {}

  /// The first slot: nothing can count before, and initialDelay comes after.
  static Instant origin(Gate.Metric metric, Change change, Instant startedAt) {
    Instant from =
        TimeRule.countsFrom(change, metric.lookBack())
            .filter(instant -> instant.isAfter(startedAt))
            .orElse(startedAt);
    return from.plus(metric.schedule().initialDelay());
  }

  /// The first slot after an instant.
  static Instant after(Instant origin, Duration interval, Instant now) {
    if (now.isBefore(origin)) {
      return origin;
    }
    if (interval.isZero()) {
      return now.plus(RETRY);
    }
    long passed = Duration.between(origin, now).dividedBy(interval);
    return origin.plus(interval.multipliedBy(passed + 1));
  }
}
