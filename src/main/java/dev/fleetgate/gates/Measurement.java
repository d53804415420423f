package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One execution of a metric's query, as it came back.
///
/// @param startedAt on our clock
/// @param finishedAt on our clock
public record Measurement(Instant startedAt, Instant finishedAt, Outcome outcome) {
  public Measurement {
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(finishedAt);
    Objects.requireNonNull(outcome);
  }

  /// What came back.
  public sealed interface Outcome {}

  /// Prometheus answered.
  ///
  /// @param series the result; a scalar is one sample without labels
  /// @param oldest for each selector of the request, in its order, the oldest sample time over its
  ///   series; empty for a selector without series
  /// @param warnings of the answers; a part of the data may be missing
  public record Answered(
      List<Sample> series, List<Optional<Instant>> oldest, List<String> warnings, Clock clock)
      implements Outcome {
    public Answered {
      series = List.copyOf(series);
      oldest = List.copyOf(oldest);
      warnings = List.copyOf(warnings);
      Objects.requireNonNull(clock);
    }
  }

  /// Nothing usable came back, or nothing was asked.
  ///
  /// @param reason one of PrometheusUnreachable, TimedOut, QueryFailed, MonitoringUnproven,
  ///   ClockSkew
  /// @param message what the other side said, verbatim, or the rung that is not proven
  public record NotAnswered(InconclusiveReason reason, String message) implements Outcome {
    public NotAnswered {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(message);
    }
  }

  /// Prometheus says that the query is wrong (bad_data), or the program is at fault.
  ///
  /// @param message verbatim
  public record Refused(String message) implements Outcome {
    public Refused {
      Objects.requireNonNull(message);
    }
  }

  /// Prometheus's clock as seen by one exchange.
  ///
  /// @param time the instant for which all queries of the measurement were evaluated, on
  ///   Prometheus's clock
  /// @param skew Prometheus's clock minus ours, from the `Date` header against the middle of the
  ///   exchange
  /// @param roundTrip length of that exchange
  public record Clock(Instant time, Duration skew, Duration roundTrip) {
    public Clock {
      Objects.requireNonNull(time);
      Objects.requireNonNull(skew);
      Objects.requireNonNull(roundTrip);
    }
  }
}
