package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One measurement with what was judged and why. The query stands in the metric.
///
/// @param startedAt on our clock
/// @param finishedAt on our clock
/// @param seen empty if no answer came
public record Evidence(
    Instant startedAt, Instant finishedAt, Verdict verdict, Optional<Seen> seen) {
  public Evidence {
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(finishedAt);
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(seen);
  }

  /// What the answer held.
  ///
  /// @param series the first ten of the result
  /// @param seriesCount how many the result had
  /// @param times one for each selector of the metric, in its order
  public record Seen(
      Measurement.Clock clock, List<Sample> series, int seriesCount, List<SampleTime> times) {
    private static final int SERIES_KEPT = 10;

    public Seen {
      Objects.requireNonNull(clock);
      series = List.copyOf(series.subList(0, Math.min(SERIES_KEPT, series.size())));
      times = List.copyOf(times);
    }
  }

  /// The age of what a selector read.
  ///
  /// @param oldest sample time, on Prometheus's clock; empty without series
  /// @param countsFrom what it had to be later than; empty without a change
  public record SampleTime(Optional<Instant> oldest, Optional<Instant> countsFrom) {
    public SampleTime {
      Objects.requireNonNull(oldest);
      Objects.requireNonNull(countsFrom);
    }
  }

  /// Whether the measurement could not be made: what `consecutiveErrorLimit` counts.
  public boolean error() {
    return switch (verdict) {
      case Verdict.Errored _ -> true;
      case Verdict.Pass _, Verdict.Fail _ -> false;
      case Verdict.Inconclusive(var reason, _) -> unanswered(reason);
    };
  }

  /// Whether the samples have only to get younger.
  boolean tooEarly() {
    return verdict instanceof Verdict.Inconclusive(var reason, _)
        && reason == InconclusiveReason.TOO_EARLY;
  }

  private static boolean unanswered(InconclusiveReason reason) {
    return switch (reason) {
      case PROMETHEUS_UNREACHABLE, QUERY_FAILED, TIMED_OUT -> true;
      case NO_DATA,
          NAN,
          STALE,
          TOO_EARLY,
          SEVERAL_SERIES,
          CLOCK_SKEW,
          PARTIAL,
          MONITORING_UNPROVEN,
          LOOK_BACK_UNKNOWN,
          NO_CONDITION_HELD,
          TERMINATED,
          MEASURING ->
          false;
    };
  }
}
