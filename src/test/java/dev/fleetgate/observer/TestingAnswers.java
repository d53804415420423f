package dev.fleetgate.observer;

import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a Prometheus without delay and skew answers.
final class TestingAnswers {
  private TestingAnswers() {}

  /// One sample that was taken now.
  static Measurement sample(double value, Instant now) {
    return new Measurement(
        now,
        now,
        new Measurement.Answered(
            List.of(new Sample(Map.of(), value)),
            List.of(Optional.of(now)),
            List.of(),
            new Measurement.Clock(now, Duration.ZERO, Duration.ZERO)));
  }
}
