package dev.fleetgate.gates;

import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A metric in a gate run.
///
/// @param tally of all measurements, also of those no longer kept
/// @param nextAt when the next measurement is due
/// @param underway whether a measurement was asked for and has not come back
/// @param evidence the latest measurements, oldest first; at most [#KEPT]
/// @param standing what the metric says now; Pass and Fail are final
public record MetricRun(
    String name,
    Tally tally,
    Instant nextAt,
    boolean underway,
    List<Evidence> evidence,
    Verdict standing) {
  /// Measurements kept; the oldest passed one goes first, then the oldest.
  public static final int KEPT = 20;

  public MetricRun {
    Objects.requireNonNull(name);
    Objects.requireNonNull(tally);
    Objects.requireNonNull(nextAt);
    evidence = List.copyOf(evidence);
    Objects.requireNonNull(standing);
  }

  /// How many measurements came to what.
  ///
  /// @param inconclusive neither errors nor TooEarly among them
  /// @param error measurements that could not be made
  /// @param consecutiveError errors since the last measurement that could be made
  public record Tally(int passed, int failed, int inconclusive, int error, int consecutiveError) {
    public static final Tally ZERO = new Tally(0, 0, 0, 0, 0);

    /// With one more measurement.
    Tally plus(Evidence evidence) {
      if (evidence.error()) {
        return new Tally(passed, failed, inconclusive, error + 1, consecutiveError + 1);
      }
      return switch (evidence.verdict()) {
        case Verdict.Pass _ -> new Tally(passed + 1, failed, inconclusive, error, 0);
        case Verdict.Fail _ -> new Tally(passed, failed + 1, inconclusive, error, 0);
        case Verdict.Inconclusive _, Verdict.Errored _ ->
            new Tally(passed, failed, inconclusive + (evidence.tooEarly() ? 0 : 1), error, 0);
      };
    }

    Tally withoutAPass() {
      return new Tally(passed - 1, failed, inconclusive, error, consecutiveError);
    }

    /// Measurements with evidence: what `count` counts.
    int judged() {
      return passed + failed;
    }
  }

  /// Whether nothing can move the metric any more.
  public boolean decided() {
    return switch (standing) {
      case Verdict.Pass _, Verdict.Fail _ -> true;
      case Verdict.Inconclusive _, Verdict.Errored _ -> false;
    };
  }

  boolean due(Instant now) {
    return !decided() && !underway && !now.isBefore(nextAt);
  }

  MetricRun started(Instant next) {
    return new MetricRun(name, tally, next, true, evidence, standing);
  }

  MetricRun lost() {
    return new MetricRun(name, tally, nextAt, false, evidence, standing);
  }

  /// With one pass taken back, whichever measurement gave it (the one counted last may have been a
  /// failure within the limit), and the doubt told as a measurement without evidence; so one
  /// measurement more is needed. Only for a metric that stands at Pass, which has passed at least
  /// once.
  MetricRun doubted(Gate gate, Evidence doubt, Instant next) {
    Gate.Metric metric = gate.metric(name);
    Tally less = tally.withoutAPass().plus(doubt);
    return new MetricRun(
        name, less, next, false, keep(evidence, doubt), Standing.of(metric, less, doubt));
  }

  static List<Evidence> keep(List<Evidence> kept, Evidence latest) {
    List<Evidence> all = new ArrayList<>(kept);
    if (all.size() >= KEPT) {
      int passed = 0;
      while (passed < all.size() && !(all.get(passed).verdict() instanceof Verdict.Pass)) {
        passed++;
      }
      all.remove(passed < all.size() ? passed : 0);
    }
    all.add(latest);
    return all;
  }
}
