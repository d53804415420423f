package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.condition.Truth;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Judges one measurement.
///
/// 1. No answer is Inconclusive with its reason; a refused query is Errored.
/// 2. An answer with warnings is Partial.
/// 3. Clock, age and time of the samples: [TimeRule].
/// 4. An empty result is NoData, or failed if the metric says `noData: fail`.
/// 5. More series than the conditions speak of is SeveralSeries.
/// 6. The failure condition, then the success condition: [#conditions].
///
/// Invariant: a pass follows only from an answer with samples that count, none of them NaN.
final class Judge {
  private Judge() {}

  /// The measurement with its verdict.
  static Evidence judge(Gate.Metric metric, Change change, Measurement measurement) {
    return switch (measurement.outcome()) {
      case Measurement.NotAnswered(var reason, var message) ->
          unseen(measurement, new Verdict.Inconclusive(reason, message));
      case Measurement.Refused(var message) -> unseen(measurement, new Verdict.Errored(message));
      case Measurement.Answered answered ->
          new Evidence(
              measurement.startedAt(),
              measurement.finishedAt(),
              answered(metric, change, answered),
              Optional.of(seen(metric, change, answered)));
    };
  }

  private static Evidence unseen(Measurement measurement, Verdict verdict) {
    return new Evidence(
        measurement.startedAt(), measurement.finishedAt(), verdict, Optional.empty());
  }

  private static Evidence.Seen seen(
      Gate.Metric metric, Change change, Measurement.Answered answered) {
    List<Evidence.SampleTime> times = new ArrayList<>();
    for (int index = 0; index < metric.selectors().size(); index++) {
      times.add(
          new Evidence.SampleTime(
              answered.oldest().get(index),
              TimeRule.countsFrom(change, metric.selectors().get(index).lookBack())));
    }
    return new Evidence.Seen(answered.clock(), answered.series(), answered.series().size(), times);
  }

  private static Verdict answered(
      Gate.Metric metric, Change change, Measurement.Answered answered) {
    if (!answered.warnings().isEmpty()) {
      return inconclusive(
          InconclusiveReason.PARTIAL,
          "the answer warns: " + String.join("; ", answered.warnings()));
    }
    Optional<Verdict.Inconclusive> uncounted = TimeRule.check(metric, change, answered);
    if (uncounted.isPresent()) {
      return noData(uncounted.get()) ? empty(metric, uncounted.get()) : uncounted.get();
    }
    if (answered.series().isEmpty()) {
      return empty(
          metric,
          inconclusive(
              InconclusiveReason.NO_DATA,
              "the result is empty (expected: a value; take the comparison out of the query)"));
    }
    return conditions(metric, answered.series().stream().map(Sample::value).toList());
  }

  private static boolean noData(Verdict.Inconclusive verdict) {
    return verdict.reason() == InconclusiveReason.NO_DATA;
  }

  private static Verdict empty(Gate.Metric metric, Verdict.Inconclusive verdict) {
    return switch (metric.noData()) {
      case WAIT -> verdict;
      case FAIL -> new Verdict.Fail(verdict.sentence() + ", and noData is fail");
    };
  }

  /// 1. The failure condition, if it holds, fails the measurement.
  /// 2. One that cannot be answered makes it inconclusive, and so does NaN anywhere in the result.
  /// 3. The success condition decides; without one, a failure condition that does not hold passes.
  /// 4. Both written and neither true is NoConditionHeld.
  private static Verdict conditions(Gate.Metric metric, List<Double> values) {
    Optional<Verdict> crowd =
        metric
            .failure()
            .flatMap(condition -> crowd(condition, values))
            .or(() -> metric.success().flatMap(condition -> crowd(condition, values)));
    if (crowd.isPresent()) {
      return crowd.get();
    }
    Truth failed = metric.failure().map(asked(values)).orElse(Truth.FALSE);
    if (failed == Truth.TRUE) {
      return new Verdict.Fail(
          shown(metric, values) + " (expected: not " + metric.failure().orElseThrow() + ")");
    }
    if (failed == Truth.FALSE && values.stream().noneMatch(value -> Double.isNaN(value))) {
      return succeeded(metric, values);
    }
    return unanswered(metric, failed, values);
  }

  private static Verdict succeeded(Gate.Metric metric, List<Double> values) {
    if (metric.success().isEmpty()) {
      return new Verdict.Pass(
          shown(metric, values) + " (limit: not " + metric.failure().orElseThrow() + ")");
    }
    Condition success = metric.success().get();
    return switch (success.holds(values)) {
      case TRUE -> new Verdict.Pass(shown(metric, values) + " (limit: " + success + ")");
      case FALSE -> notSucceeded(metric, success, values);
      case NOT_A_NUMBER -> unanswered(metric, Truth.NOT_A_NUMBER, values);
      case NO_SUCH_SERIES -> unanswered(metric, Truth.NO_SUCH_SERIES, values);
    };
  }

  private static Verdict notSucceeded(Gate.Metric metric, Condition success, List<Double> values) {
    if (metric.failure().isEmpty()) {
      return new Verdict.Fail(shown(metric, values) + " (expected: " + success + ")");
    }
    return inconclusive(
        InconclusiveReason.NO_CONDITION_HELD,
        "%s is neither success nor failure (expected: %s; failed if %s)"
            .formatted(shown(metric, values), success, metric.failure().get()));
  }

  private static Function<Condition, Truth> asked(List<Double> values) {
    return condition -> condition.holds(values);
  }

  private static Optional<Verdict> crowd(Condition condition, List<Double> values) {
    if (condition.allows(values.size())) {
      return Optional.empty();
    }
    return Optional.of(
        inconclusive(
            InconclusiveReason.SEVERAL_SERIES,
            "%d series (expected: as many as \"%s\" looks at; aggregate with sum() or max())"
                .formatted(values.size(), condition)));
  }

  private static Verdict unanswered(Gate.Metric metric, Truth truth, List<Double> values) {
    if (truth == Truth.NO_SUCH_SERIES) {
      return inconclusive(
          InconclusiveReason.NO_DATA,
          "%d series (expected: every series that the condition looks at)"
              .formatted(values.size()));
    }
    return inconclusive(
        InconclusiveReason.NAN,
        shown(metric, values) + " (expected: numbers; guard a ratio against zero traffic)");
  }

  private static String shown(Gate.Metric metric, List<Double> values) {
    return Sentences.values(
        values, Stream.concat(metric.failure().stream(), metric.success().stream()).toList());
  }

  private static Verdict.Inconclusive inconclusive(InconclusiveReason reason, String sentence) {
    return new Verdict.Inconclusive(reason, sentence);
  }
}
