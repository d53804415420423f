package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JudgeTest {
  private static final double NAN = Double.NaN;

  private static Verdict judged(Gate.Metric metric, Measurement.Outcome outcome) {
    return Judge.judge(metric, new Change.None(), Questions.measured(outcome, T)).verdict();
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> "Pass";
      case Verdict.Fail _ -> "Fail";
      case Verdict.Errored _ -> "Errored";
      case Verdict.Inconclusive(var reason, _) -> reason.written();
    };
  }

  /// Rows marked argo are the cases of evaluate_test.go and of its measured behaviour; where the
  /// verdict differs, the row says what Argo says.
  private static Stream<Arguments> values() {
    return Stream.of(
        arguments("argo: success holds", "result[0] >= 0.95", "", of(0.97), "Pass"),
        arguments("argo: success does not hold", "result[0] >= 0.95", "", of(0.5), "Fail"),
        arguments("argo: failure holds", "", "result[0] > 0.05", of(0.1), "Fail"),
        arguments("argo: failure does not hold", "", "result[0] > 0.05", of(0.01), "Pass"),
        arguments("argo: both, success", "value < 1", "value > 5", of(0.0), "Pass"),
        arguments("argo: both, failure", "value < 1", "value > 5", of(6.0), "Fail"),
        arguments("argo: both, neither", "value < 1", "value > 5", of(3.0), "NoConditionHeld"),
        arguments("argo: both true, failure wins", "value > 1", "value > 5", of(6.0), "Fail"),
        arguments("argo: +Inf", "value >= 1", "", of(Double.POSITIVE_INFINITY), "Pass"),
        arguments("differs, argo Failed: NaN", "value >= 0.95", "", of(NAN), "NaN"),
        arguments("differs, argo Successful: NaN", "", "value > 5", of(NAN), "NaN"),
        arguments("differs, argo Successful: NaN", "value != 1", "", of(NAN), "NaN"),
        arguments("differs, argo Successful: NaN", "!(value < 1)", "", of(NAN), "NaN"),
        arguments("differs, argo Successful", "isNaN(value) || value < 1", "", of(NAN), "NaN"),
        arguments("NaN as failure", "value < 1", "isNaN(value)", of(NAN), "Fail"),
        arguments("NaN in a series not looked at", "len(result) > 1", "", of(1.0, NAN), "NaN"),
        arguments("differs, argo Error: empty", "result[0] >= 1", "", of(), "NoData"),
        arguments(
            "differs, argo Successful: empty", "len(result) == 0 || value > 1", "", of(), "NoData"),
        arguments(
            "differs, argo checks the first", "result[0] < 1", "", of(0.0, 9.0), "SeveralSeries"),
        arguments("several for value", "value < 1", "", of(0.0, 0.0), "SeveralSeries"),
        arguments(
            "several for failure", "len(result) > 0", "value > 1", of(0.0, 0.0), "SeveralSeries"),
        arguments("as many as looked at", "result[0] < result[1]", "", of(1.0, 2.0), "Pass"),
        arguments("one series missing", "result[0] < result[1]", "", of(1.0), "NoData"),
        arguments("missing in failure", "value < 2", "result[1] > 1", of(1.0), "NoData"));
  }

  private static List<Double> of(Double... values) {
    return List.of(values);
  }

  @ParameterizedTest(name = "{0}: {1} | {2} of {3}: {4}")
  @MethodSource("values")
  void judge_saysOfValues(
      String row, String success, String failure, List<Double> values, String expected) {
    Gate.Metric metric = Questions.metric(success, failure);
    Verdict verdict = judged(metric, Questions.values(T, values.toArray(Double[]::new)));
    assertThat(word(verdict)).as(row).isEqualTo(expected);
  }

  @Test
  void sentences_showBothNumbers() {
    Gate.Metric metric = Questions.metric("value < 0.05", "value > 0.5");
    assertThat(judged(metric, Questions.values(T, 0.7)).sentence())
        .isEqualTo("value 0.7 (expected: not value > 0.5)");
    assertThat(judged(metric, Questions.values(T, 0.01)).sentence())
        .isEqualTo("value 0.01 (limit: value < 0.05)");
    assertThat(judged(metric, Questions.values(T, 0.071)).sentence())
        .isEqualTo(
            "value 0.071 is neither success nor failure (expected: value < 0.05;"
                + " failed if value > 0.5)");
    assertThat(judged(metric, Questions.values(T, 1.0, 2.0, 3.0, 4.0)).sentence())
        .startsWith("4 series (expected: as many as \"value > 0.5\" looks at");
    assertThat(judged(Questions.metric("value < 1", ""), Questions.values(T, 12.0)).sentence())
        .isEqualTo("value 12 (expected: value < 1)");
  }

  @ParameterizedTest
  @EnumSource(
      value = InconclusiveReason.class,
      names = {
        "PROMETHEUS_UNREACHABLE",
        "QUERY_FAILED",
        "TIMED_OUT",
        "MONITORING_UNPROVEN",
        "CLOCK_SKEW"
      })
  void notAnswered_isInconclusive_withItsReasonAndWords(InconclusiveReason reason) {
    var outcome = new Measurement.NotAnswered(reason, "dial tcp: refused");
    assertThat(judged(Questions.metric("value < 1", ""), outcome))
        .isEqualTo(new Verdict.Inconclusive(reason, "dial tcp: refused"));
  }

  @Test
  void refusedQuery_isErrored() {
    assertThat(judged(Questions.metric("value < 1", ""), new Measurement.Refused("parse error")))
        .isEqualTo(new Verdict.Errored("parse error"));
  }

  @Test
  void warnings_arePartial_beforeAnythingElse() {
    var partial =
        new Measurement.Answered(
            List.of(new Sample(Map.of(), 0)),
            List.of(Optional.of(T)),
            List.of("store gone"),
            new Measurement.Clock(T, Duration.ofHours(1), Duration.ZERO));
    assertThat(judged(Questions.metric("value < 1", ""), partial))
        .isEqualTo(
            new Verdict.Inconclusive(InconclusiveReason.PARTIAL, "the answer warns: store gone"));
  }

  @Test
  void valueWithoutAnySample_isNoData() {
    var constant =
        new Measurement.Answered(
            List.of(new Sample(Map.of(), 0)),
            List.of(Optional.empty()),
            List.of(),
            Questions.clock(T));
    assertThat(word(judged(Questions.metric("value < 1", ""), constant))).isEqualTo("NoData");
  }

  @Test
  void noData_fails_onlyWhenTheMetricSaysSo() {
    var metric =
        Questions.metric(
            MetricSpec.Schedule.ONCE, MetricSpec.Limits.DEFAULT, MetricSpec.NoData.FAIL);
    assertThat(judged(metric, Questions.nothing(T)).sentence())
        .isEqualTo(
            "no selector of the query has series (expected: at least one), and noData is fail");
    assertThat(judged(metric, Questions.nothing(T))).isInstanceOf(Verdict.Fail.class);
    assertThat(judged(metric, Questions.values(T))).isInstanceOf(Verdict.Fail.class);
    assertThat(word(judged(metric, Questions.unreachable()))).isEqualTo("PrometheusUnreachable");
  }

  @Test
  void evidence_keepsValuesAndTimes() {
    var change = new Change.Completed(T.minusSeconds(600), Duration.ofSeconds(10));
    Double[] many = new Double[14];
    java.util.Arrays.fill(many, 0.5);
    Evidence.Seen seen =
        Judge.judge(
                Questions.metric("len(result) > 1", ""),
                change,
                Questions.measured(Questions.values(T, many), T))
            .seen()
            .orElseThrow();
    assertThat(seen.series()).hasSize(10);
    assertThat(seen.seriesCount()).isEqualTo(14);
    assertThat(seen.times())
        .containsExactly(new Evidence.SampleTime(Optional.of(T), Optional.of(T.minusSeconds(525))));
  }
}
