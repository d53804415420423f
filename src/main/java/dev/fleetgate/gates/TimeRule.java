package dev.fleetgate.gates;

import dev.fleetgate.model.Durations;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which samples count.
///
/// 1. The two clocks may differ by 5 s and by what the exchange cannot tell: half the round trip,
///    and 1 s because the `Date` header has whole seconds. More is ClockSkew.
/// 2. Each selector's oldest sample is not older than `maxAge` at the query's time. Older is Stale.
/// 3. Each selector's oldest sample is later than completion + settle + that selector's look-back +
///    5 s. Otherwise it is TooEarly.
/// 4. A selector without series is skipped if another one answers. If none does it is NoData.
///
/// Stale comes before TooEarly: a sample that is both will not get younger by waiting.
///
/// Invariant: no sample that may contain time before completion + settle is let through.
final class TimeRule {
  /// What the clocks may differ by, and what keeps samples away from the change by as much.
  static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration DATE_RESOLUTION = Duration.ofSeconds(1);

  private TimeRule() {}

  /// The instant after which a sample must be taken; empty if no change came before.
  static Optional<Instant> countsFrom(Change change, Duration lookBack) {
    return switch (change) {
      case Change.None _ -> Optional.empty();
      case Change.Completed completed ->
          Optional.of(completed.settled().plus(lookBack).plus(MARGIN));
    };
  }

  /// Why the samples do not count; empty if they do.
  static Optional<Verdict.Inconclusive> check(
      Gate.Metric metric, Change change, Measurement.Answered answered) {
    if (answered.oldest().size() != metric.selectors().size()) {
      throw new IllegalArgumentException(
          "sample times: %d (expected: one for each of %d selectors)"
              .formatted(answered.oldest().size(), metric.selectors().size()));
    }
    return skew(answered.clock())
        .or(() -> samples(metric, change, answered))
        .or(() -> noData(answered.oldest()));
  }

  private static Optional<Verdict.Inconclusive> skew(Measurement.Clock clock) {
    Duration allowed = MARGIN.plus(DATE_RESOLUTION).plus(clock.roundTrip().dividedBy(2));
    if (clock.skew().abs().compareTo(allowed) <= 0) {
      return Optional.empty();
    }
    return because(
        InconclusiveReason.CLOCK_SKEW,
        "Prometheus's clock differs by %s (expected: at most %s; synchronise the clocks)"
            .formatted(Durations.print(clock.skew()), Durations.print(allowed)));
  }

  private static Optional<Verdict.Inconclusive> samples(
      Gate.Metric metric, Change change, Measurement.Answered answered) {
    Optional<Verdict.Inconclusive> early = Optional.empty();
    for (int index = 0; index < metric.selectors().size(); index++) {
      Gate.Selector selector = metric.selectors().get(index);
      Optional<Instant> oldest = answered.oldest().get(index);
      if (oldest.isPresent()) {
        var stale = stale(selector, oldest.get(), answered.clock().time(), metric.maxAge());
        if (stale.isPresent()) {
          return stale;
        }
        early = early.or(() -> tooEarly(selector, oldest.get(), change));
      }
    }
    return early;
  }

  private static Optional<Verdict.Inconclusive> stale(
      Gate.Selector selector, Instant oldest, Instant time, Duration maxAge) {
    Duration age = Duration.between(oldest, time);
    if (age.compareTo(maxAge) <= 0) {
      return Optional.empty();
    }
    return because(
        InconclusiveReason.STALE,
        "oldest sample of %s is %s old (expected: at most maxAge %s; see whether it is still scraped)"
            .formatted(selector.bare(), Durations.print(age), Durations.print(maxAge)));
  }

  private static Optional<Verdict.Inconclusive> tooEarly(
      Gate.Selector selector, Instant oldest, Change change) {
    Optional<Instant> from = countsFrom(change, selector.lookBack());
    if (from.isEmpty() || oldest.isAfter(from.get())) {
      return Optional.empty();
    }
    return because(
        InconclusiveReason.TOO_EARLY,
        "oldest sample of %s is of %s (expected: after %s, when its %s no longer reach into the change)"
            .formatted(selector.bare(), oldest, from.get(), Durations.print(selector.lookBack())));
  }

  private static Optional<Verdict.Inconclusive> noData(List<Optional<Instant>> oldest) {
    if (oldest.stream().anyMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    return because(
        InconclusiveReason.NO_DATA, "no selector of the query has series (expected: at least one)");
  }

  private static Optional<Verdict.Inconclusive> because(InconclusiveReason reason, String text) {
    return Optional.of(new Verdict.Inconclusive(reason, text));
  }
}
