package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Compilation;
import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.gates.spec.MetricSpec.Limit;
import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.gates.spec.MetricSpec.NoData;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gates, metrics and measurements for tests.
final class Questions {
  static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  static final Gate.Selector ERRORS = new Gate.Selector("errors", Duration.ofMinutes(1));
  static final Gate.Selector REQUESTS = new Gate.Selector("requests", Duration.ofMinutes(5));
  static final GateRunId ID = new GateRunId("run-1.eu-3.addons.1");

  static final Measurement.NotAnswered UNPROVEN =
      new Measurement.NotAnswered(InconclusiveReason.MONITORING_UNPROVEN, "rung targets up");

  private Questions() {}

  static Optional<Condition> condition(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (Condition.compile(text)) {
      case Compilation.Compiled(var condition) -> Optional.of(condition);
      case Compilation.Rejected rejected -> throw new AssertionError(text + ": " + rejected);
    };
  }

  /// A metric of one measurement without any limit but failureLimit 0.
  static Gate.Metric metric(String success, String failure) {
    return new Gate.Metric(
        "error-ratio",
        "errors / requests",
        List.of(ERRORS),
        condition(success),
        condition(failure),
        Schedule.ONCE,
        Limits.DEFAULT,
        NoData.WAIT,
        MetricSpec.DEFAULT_MAX_AGE);
  }

  static Gate.Metric named(String name, Gate.Metric metric) {
    return new Gate.Metric(
        name,
        metric.query(),
        metric.selectors(),
        metric.success(),
        metric.failure(),
        metric.schedule(),
        metric.limits(),
        metric.noData(),
        metric.maxAge());
  }

  /// `value < 1` every 30 s.
  static Gate.Metric repeated(int count, Limits limits) {
    return metric(new Schedule(Duration.ZERO, Duration.ofSeconds(30), count), limits, NoData.WAIT);
  }

  static Gate.Metric metric(Schedule schedule, Limits limits, NoData noData) {
    return new Gate.Metric(
        "error-ratio",
        "errors / requests",
        List.of(ERRORS),
        condition("value < 1"),
        Optional.empty(),
        schedule,
        limits,
        noData,
        MetricSpec.DEFAULT_MAX_AGE);
  }

  static Limits failures(int most) {
    return new Limits(Limit.of(most), Limit.unlimited(), Limit.unlimited());
  }

  static Limits limits(int failure, int inconclusive, int consecutiveError) {
    return new Limits(Limit.of(failure), Limit.of(inconclusive), Limit.of(consecutiveError));
  }

  static Gate gate(Gate.Metric... metrics) {
    return new Gate("error-ratio", new ClusterId("eu-3"), List.of(metrics));
  }

  /// A run whose metric has passed, and whose monitoring is still to be looked at.
  static GateRun awaitingProof(Instant now) {
    GateRun run =
        GateRun.startProven(ID, gate(repeated(1, Limits.DEFAULT)), new Change.None(), now);
    GateRun underway = Gates.step(run, new GateEvent.Tick(), now).next();
    return Gates.step(underway, event(values(now, 0.5), now), now).next();
  }

  static GateRun run(Gate.Metric... metrics) {
    return GateRun.start(ID, gate(metrics), new Change.None(), T);
  }

  static Measurement.Clock clock(Instant time) {
    return new Measurement.Clock(time, Duration.ZERO, Duration.ofMillis(20));
  }

  /// Fresh samples of one selector.
  static Measurement.Answered values(Instant at, Double... values) {
    List<Sample> series =
        Arrays.stream(values).map(value -> new Sample(Map.of("pod", "a"), value)).toList();
    return new Measurement.Answered(series, List.of(Optional.of(at)), List.of(), clock(at));
  }

  static Measurement.Outcome nothing(Instant at) {
    return new Measurement.Answered(List.of(), List.of(Optional.empty()), List.of(), clock(at));
  }

  static Measurement.Outcome unreachable() {
    return new Measurement.NotAnswered(
        InconclusiveReason.PROMETHEUS_UNREACHABLE, "connection refused");
  }

  static Measurement measured(Measurement.Outcome outcome, Instant at) {
    return new Measurement(at, at.plusMillis(20), outcome);
  }

  static GateEvent.Measured event(Measurement.Outcome outcome, Instant at) {
    return new GateEvent.Measured("error-ratio", measured(outcome, at));
  }
}
