package dev.fleetgate.gates;

import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.util.List;
import java.util.Optional;

/// What a metric says after a measurement.
final class Standing {
  private Standing() {}

  /// 1. More failures than failureLimit: Fail.
  /// 2. As many measurements with evidence as `count`: Pass. (If all of them failed within the
  ///    limit, Fail: nothing passed.)
  /// 3. Otherwise the reason of the latest measurement if it gave no evidence, or Measuring.
  static Verdict of(Gate.Metric metric, MetricRun.Tally tally, Evidence latest) {
    int wanted = metric.schedule().effectiveCount();
    if (metric.limits().failure().exceededBy(tally.failed())
        || (tally.judged() >= wanted && tally.passed() == 0)) {
      return new Verdict.Fail(failed(metric, tally, latest));
    }
    if (tally.judged() >= wanted) {
      return new Verdict.Pass(
          "metric %s: %d of %d measured, %s, last %s"
              .formatted(
                  metric.name(),
                  tally.judged(),
                  wanted,
                  Sentences.count(tally.failed(), "failure"),
                  latest.verdict().sentence()));
    }
    return open(metric, tally, latest.verdict());
  }

  private static Verdict open(Gate.Metric metric, MetricRun.Tally tally, Verdict latest) {
    String name = "metric " + metric.name() + ": ";
    return switch (latest) {
      case Verdict.Inconclusive(var reason, var sentence) ->
          new Verdict.Inconclusive(reason, name + sentence);
      case Verdict.Errored(var sentence) -> new Verdict.Errored(name + sentence);
      case Verdict.Pass _, Verdict.Fail _ ->
          new Verdict.Inconclusive(
              InconclusiveReason.MEASURING,
              "%s%d of %d measured, %s, last %s"
                  .formatted(
                      name,
                      tally.judged(),
                      metric.schedule().effectiveCount(),
                      Sentences.count(tally.failed(), "failure"),
                      latest.sentence()));
    };
  }

  private static String failed(Gate.Metric metric, MetricRun.Tally tally, Evidence latest) {
    return "metric %s: %s (expected: <= failureLimit %d), last %s"
        .formatted(
            metric.name(),
            Sentences.count(tally.failed(), "failure"),
            metric.limits().failure().most(),
            latest.verdict().sentence());
  }

  /// Why a person has to look at a run that is not decided: the worst of what is held.
  static Optional<Verdict> hold(GateRun run) {
    List<Verdict> held =
        run.metrics().stream()
            .flatMap(metric -> held(run.gate().metric(metric.name()), metric).stream())
            .toList();
    return held.isEmpty() ? Optional.empty() : Optional.of(WorstOf.of(held));
  }

  private static Optional<Verdict> held(Gate.Metric metric, MetricRun run) {
    return switch (run.standing()) {
      case Verdict.Pass _, Verdict.Fail _ -> Optional.empty();
      case Verdict.Errored errored -> Optional.of(errored);
      case Verdict.Inconclusive(var reason, var sentence) ->
          usedUp(metric.limits(), run.tally())
              .map(limit -> new Verdict.Inconclusive(reason, limit + "; " + sentence));
    };
  }

  private static Optional<String> usedUp(MetricSpec.Limits limits, MetricRun.Tally tally) {
    if (limits.inconclusive().exceededBy(tally.inconclusive())) {
      return Optional.of(
          "%d inconclusive (expected: <= inconclusiveLimit %d)"
              .formatted(tally.inconclusive(), limits.inconclusive().most()));
    }
    if (limits.consecutiveError().exceededBy(tally.consecutiveError())) {
      return Optional.of(
          "%s in a row (expected: <= consecutiveErrorLimit %d)"
              .formatted(
                  Sentences.count(tally.consecutiveError(), "error"),
                  limits.consecutiveError().most()));
    }
    return Optional.empty();
  }
}
