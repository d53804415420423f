package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Limits and counters: the cases of Argo Rollouts, each with its origin. `o` is a measurement that
/// succeeds, `x` one that fails, `?` an inconclusive one, `e` an error; `+held` means that a person
/// was told. A row that begins with "differs" says what Argo does instead.
final class ArgoCountersTest {
  private static Stream<Arguments> rows() {
    return Stream.of(
        // analysis/analysis_test.go, TestAssessMetricStatus*
        row("TestAssessMetricStatusCountReached", "o", 1, limits(0, 0, 4), "Pass"),
        row("TestAssessMetricStatusFailureLimit, below", "xxx", 9, limits(3, 0, 4), "Inconclusive"),
        row("TestAssessMetricStatusFailureLimit, exceeded", "xxxx", 9, limits(3, 0, 4), "Fail"),
        row("failures are a total, not a row", "xoxoxo", 9, limits(2, 0, 4), "Fail"),
        row("failures within the limit, count reached", "xoo", 3, limits(1, 0, 4), "Pass"),
        row(
            "TestAssessMetricStatusConsecutiveErrors, four",
            "eeee",
            9,
            limits(0, 9, 4),
            "Inconclusive"),
        row("an error does not use up count", "eo", 1, limits(0, 0, 4), "Pass"),
        row("a measurement resets the errors", "eeeeoeeee", 9, limits(0, 0, 4), "Inconclusive"),
        row("a failed one resets them too", "eeeexeeee", 9, limits(1, 0, 4), "Inconclusive"),
        row("an inconclusive one resets them too", "eeee?eeee", 9, limits(0, 1, 4), "Inconclusive"),
        row("sticky: a failed metric stays failed", "xooo", 3, limits(0, 0, 4), "Fail"),
        row("sticky: a passed metric stays passed", "oxxx", 1, limits(0, 0, 4), "Pass"),
        row(
            "TestAssessMetricStatusInconclusiveLimit, within",
            "???",
            9,
            limits(0, 3, 4),
            "Inconclusive"),
        row(
            "differs, Argo ends Inconclusive: a person is told, measuring goes on",
            "????",
            9,
            limits(0, 3, 4),
            "Inconclusive +held"),
        row(
            "differs, Argo ends Inconclusive: it may still pass",
            "????o",
            1,
            limits(0, 3, 4),
            "Pass"),
        row(
            "differs, Argo ends Error on the fifth error: a person is told, measuring goes on",
            "eeeee",
            9,
            limits(0, 0, 4),
            "Inconclusive +held"),
        row("differs, Argo ends Error: it may still pass", "eeeeeo", 1, limits(0, 0, 4), "Pass"),
        row(
            "differs, Argo Successful: count of inconclusive measurements within the limit",
            "???",
            3,
            limits(0, 3, 4),
            "Inconclusive"),
        row(
            "differs, Argo Successful: count == failureLimit, all failed",
            "xxx",
            3,
            limits(3, 0, 4),
            "Fail"),
        row(
            "differs, Argo's limits: unlimited unless set",
            "????eeeeeeee",
            9,
            Limits.DEFAULT,
            "Inconclusive"));
  }

  private static Limits limits(int failure, int inconclusive, int consecutiveError) {
    return Questions.limits(failure, inconclusive, consecutiveError);
  }

  private static Arguments row(
      String origin, String measurements, int count, Limits limits, String expected) {
    return arguments(origin, measurements, Questions.repeated(count, limits), expected);
  }

  private static Measurement.Outcome outcome(char word, Instant at) {
    return switch (word) {
      case 'o' -> Questions.values(at, 0.5);
      case 'x' -> Questions.values(at, 2.0);
      case '?' -> Questions.values(at, Double.NaN);
      case 'e' -> Questions.unreachable();
      default -> throw new IllegalArgumentException("measurement: " + word);
    };
  }

  @ParameterizedTest(name = "{0}: {1}: {3}")
  @MethodSource("rows")
  void run_comesTo(String origin, String measurements, Gate.Metric metric, String expected) {
    GateRun run = Questions.run(metric);
    Instant now = T;
    for (int index = 0; index < measurements.length(); index++) {
      char word = measurements.charAt(index);
      run = Gates.step(run, new GateEvent.Tick(), now).next();
      run = Gates.step(run, Questions.event(outcome(word, now), now), now).next();
      now = now.plusSeconds(30);
    }
    assertThat(kind(run.verdict()) + (run.held() && !run.terminal() ? " +held" : ""))
        .as(origin)
        .isEqualTo(expected);
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> "Pass";
      case Verdict.Fail _ -> "Fail";
      case Verdict.Errored _ -> "Errored";
      case Verdict.Inconclusive _ -> "Inconclusive";
    };
  }
}
