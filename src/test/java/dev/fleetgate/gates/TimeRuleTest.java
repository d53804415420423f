package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.ERRORS;
import static dev.fleetgate.gates.Questions.REQUESTS;
import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// semantics.md, Time: which samples count.
final class TimeRuleTest {
  /// Observed done at T, 30 s to settle: `errors` (1m) counts from T+95s, `requests` (5m) from
  /// T+335s.
  private static final Change CHANGE = new Change.Completed(T, Duration.ofSeconds(30));

  private static final Gate.Metric METRIC =
      new Gate.Metric(
          "ratio",
          "rate(errors[1m]) / rate(requests[5m])",
          List.of(ERRORS, REQUESTS),
          Questions.condition("value < 1"),
          Optional.empty(),
          MetricSpec.Schedule.ONCE,
          MetricSpec.Limits.DEFAULT,
          MetricSpec.NoData.WAIT,
          Duration.ofMinutes(2));

  private static Optional<Instant> after(String offset) {
    return offset.equals("-")
        ? Optional.empty()
        : Optional.of(T.plus(Durations.parse(offset).orElseThrow()));
  }

  private static String reason(Optional<Verdict.Inconclusive> verdict) {
    return verdict.map(Verdict.Inconclusive::reason).map(InconclusiveReason::written).orElse("-");
  }

  private static Stream<Arguments> samples() {
    return Stream.of(
        arguments("both late enough", "340s", "339s", "350s", "-"),
        arguments("the shorter look-back is early", "95s", "-", "100s", "TooEarly"),
        arguments("the shorter look-back is a moment later", "95s1ms", "-", "100s", "-"),
        arguments("the longer look-back is early", "340s", "335s", "350s", "TooEarly"),
        arguments("the longer look-back is a moment later", "340s", "335s1ms", "350s", "-"),
        arguments("a sample from before the change", "-", "0", "60s", "TooEarly"),
        arguments("exactly maxAge old", "340s", "400s", "460s", "-"),
        arguments("a moment older than maxAge", "340s", "400s", "460s1ms", "Stale"),
        arguments("stale wins over early", "10s", "340s", "350s", "Stale"),
        arguments("early and stale in either order", "340s", "10s", "350s", "Stale"),
        arguments("one selector without series is skipped", "-", "340s", "350s", "-"),
        arguments("none has series", "-", "-", "350s", "NoData"));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("samples")
  void samples_count_whenLaterThanTheChangeCanReach(
      String row, String errors, String requests, String time, String expected) {
    var answered =
        new Measurement.Answered(
            List.of(),
            List.of(after(errors), after(requests)),
            List.of(),
            Questions.clock(after(time).orElseThrow()));
    assertThat(reason(TimeRule.check(METRIC, CHANGE, answered))).as(row).isEqualTo(expected);
  }

  private static Stream<Arguments> skews() {
    return Stream.of(
        arguments("6s", "0", "-"),
        arguments("6s1ms", "0", "ClockSkew"),
        arguments("7s", "2s", "-"),
        arguments("7s1ms", "2s", "ClockSkew"));
  }

  @ParameterizedTest(name = "skew {0}, round trip {1}: {2}")
  @MethodSource("skews")
  void clocks_mayDiffer_byFiveSecondsAndWhatTheExchangeCannotTell(
      String skew, String roundTrip, String expected) {
    Duration difference = Durations.parse(skew).orElseThrow();
    for (Duration signed : List.of(difference, difference.negated())) {
      var answered =
          new Measurement.Answered(
              List.of(),
              List.of(Optional.of(T), Optional.empty()),
              List.of(),
              new Measurement.Clock(T, signed, Durations.parse(roundTrip).orElseThrow()));
      assertThat(reason(TimeRule.check(METRIC, new Change.None(), answered))).isEqualTo(expected);
    }
  }

  @Test
  void maxAge_isTheOnlyBound_whenNoChangeCameBefore() {
    var answered =
        new Measurement.Answered(
            List.of(),
            List.of(Optional.of(T), Optional.empty()),
            List.of(),
            Questions.clock(T.plusSeconds(1)));
    assertThat(TimeRule.check(METRIC, new Change.None(), answered)).isEmpty();
    assertThat(TimeRule.countsFrom(new Change.None(), Duration.ofHours(1))).isEmpty();
  }

  @Test
  void gate_countsFrom_itsLongestLookBack() {
    assertThat(Questions.gate(METRIC).countsFrom(CHANGE)).contains(T.plusSeconds(335));
  }

  @Test
  void sampleTimes_mustBeOneForEachSelector() {
    var answered = new Measurement.Answered(List.of(), List.of(), List.of(), Questions.clock(T));
    assertThatThrownBy(() -> TimeRule.check(METRIC, CHANGE, answered))
        .hasMessageContaining("one for each of 2 selectors");
  }
}
