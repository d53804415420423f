package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.spec.MetricSpec.Limit;
import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.gates.spec.MetricSpec.NoData;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The machine of one run, told as timelines.
final class GatesTest {
  private static final GateEvent TICK = new GateEvent.Tick();
  private static final Limits NONE = Limits.DEFAULT;

  private static Measurement.Answered ok(long second) {
    return Questions.values(T.plusSeconds(second), 0.5);
  }

  private static Measurement.Answered bad(long second) {
    return Questions.values(T.plusSeconds(second), 2.0);
  }

  /// A clock that ticks the run and answers what it asks.
  private static final class Timeline {
    private GateTransition last;

    Timeline(GateRun run) {
      last = new GateTransition(run, List.of(), Optional.of(run.startedAt()));
    }

    Timeline tick(long second) {
      return step(TICK, second);
    }

    Timeline answer(Measurement.Outcome outcome, long second) {
      return step(Questions.event(outcome, T.plusSeconds(second)), second);
    }

    /// Ticks and answers in the same second.
    Timeline measure(Measurement.Outcome outcome, long second) {
      return tick(second).answer(outcome, second);
    }

    Timeline step(GateEvent event, long second) {
      last = Gates.step(last.next(), event, T.plusSeconds(second));
      return this;
    }

    GateRun run() {
      return last.next();
    }

    List<GateAction> actions() {
      return last.actions();
    }

    long lookAgain() {
      return Duration.between(T, last.lookAgainAt().orElseThrow()).toSeconds();
    }
  }

  private static Timeline started(Gate.Metric... metrics) {
    return new Timeline(Questions.run(metrics));
  }

  private static Gate.Metric delayed(String delay, int count) {
    return Questions.metric(
        new Schedule(
            Duration.parse(delay), count > 1 ? Duration.ofSeconds(30) : Duration.ZERO, count),
        NONE,
        NoData.WAIT);
  }

  @Test
  void metric_isMeasured_atOnceWithoutDelay() {
    Timeline line = started(Questions.repeated(3, NONE)).tick(0);
    assertThat(line.actions()).containsExactly(new GateAction.Measure("error-ratio"));
  }

  @Test
  void metric_isMeasured_afterInitialDelay() {
    Timeline line = started(delayed("PT20S", 1)).tick(19);
    assertThat(line.actions()).isEmpty();
    assertThat(line.lookAgain()).isEqualTo(20);
    assertThat(line.tick(20).actions()).hasSize(1);
  }

  @Test
  void firstMeasurement_waitsUntilSamplesCanCount() {
    Change change = new Change.Completed(T, Duration.ofSeconds(30));
    GateRun run =
        GateRun.start(Questions.ID, Questions.gate(delayed("PT20S", 1)), change, T.plusSeconds(1));
    assertThat(run.metrics().getFirst().nextAt()).isEqualTo(T.plusSeconds(30 + 60 + 5 + 20));
  }

  @Test
  void interval_isKeptAtAFixedRate_whateverMeasuringTakes() {
    Timeline line = started(Questions.repeated(9, NONE)).tick(0).answer(ok(12), 12);
    assertThat(line.lookAgain()).isEqualTo(30);
    assertThat(line.tick(31).answer(ok(31), 33).lookAgain()).isEqualTo(60);
  }

  @Test
  void missedSlots_areSkipped_notBunched() {
    Timeline line = started(Questions.repeated(9, NONE)).tick(0).answer(ok(100), 100);
    assertThat(line.lookAgain()).isEqualTo(120);
    assertThat(line.tick(100).actions()).isEmpty();
    assertThat(line.tick(250).actions()).hasSize(1);
    assertThat(line.answer(ok(251), 251).lookAgain()).isEqualTo(270);
  }

  private static Timeline proven(Gate.Metric... metrics) {
    Gate gate = Questions.gate(metrics);
    return new Timeline(GateRun.startProven(Questions.ID, gate, new Change.None(), T));
  }

  private static GateEvent looked(long from) {
    return new GateEvent.Looked(T.plusSeconds(from), Optional.empty());
  }

  @Test
  void pass_waitsForALookThatBeganAfterTheLastMeasurement() {
    Timeline line = proven(Questions.repeated(2, NONE)).measure(ok(0), 0).measure(ok(30), 30);
    assertThat(line.actions()).contains(new GateAction.Prove(T.plusSeconds(30).plusMillis(20)));
    assertThat(line.run().terminal()).isFalse();
    assertThat(line.run().verdict()).isInstanceOf(Verdict.Inconclusive.class);

    assertThat(line.step(looked(30), 31).run().terminal()).as("an older look").isFalse();
    assertThat(line.actions())
        .containsExactly(new GateAction.Prove(T.plusSeconds(30).plusMillis(20)));
    assertThat(line.step(looked(31), 32).run().verdict()).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void pass_isTakenBack_whenTheLookFindsMonitoringUnproven_andComesAfterOneMoreMeasurement() {
    Timeline line = proven(Questions.repeated(2, NONE)).measure(ok(0), 0).measure(ok(30), 30);
    line.step(new GateEvent.Looked(T.plusSeconds(31), Optional.of(Questions.UNPROVEN)), 31);
    assertThat(line.run().verdict())
        .isEqualTo(
            new Verdict.Inconclusive(
                InconclusiveReason.MONITORING_UNPROVEN, "metric error-ratio: rung targets up"));
    assertThat(line.run().metrics().getFirst().tally().passed()).isEqualTo(1);
    assertThat(line.actions()).contains(new GateAction.Checkpoint());

    line.measure(ok(60), 60).step(looked(61), 61);
    assertThat(line.run().verdict()).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void restart_asksForTheLookAgain_andAFailureNeedsNone() {
    Timeline line = proven(Questions.repeated(1, NONE)).measure(ok(0), 0);
    assertThat(line.step(new GateEvent.Restarted(), 9).actions())
        .containsExactly(new GateAction.Prove(T.plusMillis(20)));
    assertThat(proven(Questions.repeated(1, NONE)).measure(bad(0), 0).run().verdict())
        .isInstanceOf(Verdict.Fail.class);
  }

  @Test
  void oneMeasurement_isUnderwayAtATime() {
    Timeline line = started(Questions.repeated(9, NONE)).tick(0).tick(30);
    assertThat(line.actions()).isEmpty();
    assertThat(line.last.lookAgainAt()).isEmpty();
  }

  @Test
  void answerThatNobodyWaitsFor_isIgnored() {
    GateRun run = Questions.run(Questions.repeated(9, NONE));
    assertThat(new Timeline(run).answer(bad(0), 0).run()).isSameAs(run);
    var unknown = new GateEvent.Measured("other", Questions.measured(bad(0), T));
    assertThat(new Timeline(run).tick(0).step(unknown, 1).actions()).isEmpty();
  }

  @Test
  void metricWithoutInterval_isRepeatedAfterTenSeconds_untilThereIsEvidence() {
    Timeline line = started(delayed("PT0S", 1)).measure(Questions.nothing(T), 0);
    assertThat(line.lookAgain()).isEqualTo(10);
    assertThat(line.measure(ok(10), 10).run().verdict()).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void tooEarly_isRepeatedAfterTenSeconds_withoutTouchingTheRate() {
    Change change = new Change.Completed(T.minusSeconds(65), Duration.ZERO);
    GateRun run =
        GateRun.start(Questions.ID, Questions.gate(Questions.repeated(2, NONE)), change, T);
    Timeline line = new Timeline(run).measure(ok(0), 0);
    assertThat(line.run().verdict())
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            verdict -> assertThat(verdict.reason()).isEqualTo(InconclusiveReason.TOO_EARLY));
    assertThat(line.lookAgain()).isEqualTo(10);
    assertThat(line.measure(ok(10), 10).lookAgain()).isEqualTo(30);
    assertThat(line.run().metrics().getFirst().tally().inconclusive()).isZero();
  }

  @Test
  void run_passes_whenCountIsReached() {
    Timeline line = started(Questions.repeated(2, NONE)).measure(ok(0), 0).measure(ok(30), 30);
    assertThat(line.actions())
        .containsExactly(
            new GateAction.Checkpoint(),
            new GateAction.Report(
                new Verdict.Pass(
                    "metric error-ratio: 2 of 2 measured, 0 failures,"
                        + " last value 0.5 (limit: value < 1)")));
    assertThat(line.last.lookAgainAt()).isEmpty();
  }

  @Test
  void run_fails_whenFailuresExceedTheLimit() {
    Timeline line = started(Questions.repeated(9, Questions.failures(1)));
    line.measure(bad(0), 0);
    assertThat(line.actions()).containsExactly(new GateAction.Checkpoint());
    line.measure(ok(30), 30).measure(bad(60), 60);
    assertThat(line.run().verdict())
        .isEqualTo(
            new Verdict.Fail(
                "metric error-ratio: 2 failures (expected: <= failureLimit 1),"
                    + " last value 2 (expected: value < 1)"));
    assertThat(line.run().terminal()).isTrue();
  }

  @Test
  void wantOfEvidence_neitherCountsNorEnds_andIsCheckpointed() {
    Timeline line = started(Questions.repeated(1, NONE));
    for (int slot = 0; slot < 50; slot++) {
      line.measure(Questions.nothing(T.plusSeconds(30L * slot)), 30L * slot);
      assertThat(line.actions()).contains(new GateAction.Checkpoint());
    }
    assertThat(line.run().terminal()).isFalse();
    assertThat(line.measure(ok(1500), 1500).run().verdict()).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void causeOfWaiting_isSaid_onlyWhenItChanges() {
    Timeline line = started(Questions.repeated(5, NONE)).measure(ok(0), 0);
    assertThat(line.actions()).isEmpty();
    line.measure(Questions.unreachable(), 30);
    assertThat(line.actions())
        .contains(
            new GateAction.Waiting(
                new Verdict.Inconclusive(
                    InconclusiveReason.PROMETHEUS_UNREACHABLE,
                    "metric error-ratio: connection refused")));
    assertThat(line.measure(Questions.unreachable(), 60).actions())
        .containsExactly(new GateAction.Checkpoint());
    assertThat(line.measure(ok(90), 90).actions())
        .singleElement()
        .isInstanceOf(GateAction.Waiting.class);
  }

  @Test
  void inconclusiveLimit_holdsOnce_andTheRunGoesOn() {
    Limits one = new Limits(Limit.of(0), Limit.of(1), Limit.unlimited());
    Timeline line = started(Questions.repeated(1, one)).measure(Questions.nothing(T), 0);
    assertThat(line.actions()).noneMatch(GateAction.Hold.class::isInstance);
    line.measure(Questions.nothing(T), 30);
    assertThat(line.actions())
        .filteredOn(GateAction.Hold.class::isInstance)
        .singleElement()
        .extracting(action -> ((GateAction.Hold) action).verdict().sentence())
        .asString()
        .startsWith("2 inconclusive (expected: <= inconclusiveLimit 1); metric error-ratio: ");
    assertThat(line.measure(Questions.nothing(T), 60).actions())
        .noneMatch(GateAction.Hold.class::isInstance);
    assertThat(line.measure(ok(90), 90).run().verdict()).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void consecutiveErrorLimit_holds_afterErrorsInARow() {
    Limits one = new Limits(Limit.of(0), Limit.unlimited(), Limit.of(1));
    Timeline line = started(Questions.repeated(5, one));
    line.measure(Questions.unreachable(), 0).measure(ok(30), 30);
    line.measure(Questions.unreachable(), 60);
    assertThat(line.run().held()).isFalse();
    assertThat(line.measure(Questions.unreachable(), 90).run().held()).isTrue();
  }

  @Test
  void refusedQuery_holdsAtOnce() {
    Timeline line =
        started(Questions.repeated(5, NONE)).measure(new Measurement.Refused("parse error"), 0);
    assertThat(line.actions())
        .contains(new GateAction.Hold(new Verdict.Errored("metric error-ratio: parse error")));
  }

  @Test
  void restart_measuresAgain_andForgetsNoFailure() {
    Timeline line = started(Questions.repeated(9, Questions.failures(1)));
    line.measure(bad(0), 0).tick(30).step(new GateEvent.Restarted(), 47);
    assertThat(line.actions()).isEmpty();
    assertThat(line.lookAgain()).isEqualTo(60);
    assertThat(line.measure(bad(60), 60).run().verdict()).isInstanceOf(Verdict.Fail.class);
  }

  @Test
  void restart_saysAgain_whatMayHaveBeenLost() {
    Timeline held =
        started(Questions.repeated(5, NONE)).measure(new Measurement.Refused("parse error"), 0);
    held.step(new GateEvent.Restarted(), 5);
    assertThat(held.actions())
        .containsExactly(
            new GateAction.Hold(new Verdict.Errored("metric error-ratio: parse error")));
    Timeline ended = started(Questions.repeated(1, NONE)).measure(ok(0), 0);
    assertThat(ended.step(new GateEvent.Restarted(), 5).actions())
        .containsExactly(new GateAction.Report(ended.run().verdict()));
  }

  @Test
  void terminated_isInconclusive_neverPass() {
    Timeline line = started(Questions.repeated(2, NONE)).measure(ok(0), 0);
    line.step(new GateEvent.Terminate("rollout aborted"), 5);
    assertThat(line.run().verdict())
        .isEqualTo(
            new Verdict.Inconclusive(
                InconclusiveReason.TERMINATED,
                "terminated: rollout aborted; until then: metric error-ratio: 1 of 2 measured,"
                    + " 0 failures, last value 0.5 (limit: value < 1)"));
  }

  @Test
  void run_needsEveryMetric_andEndsWithTheFirstFailure() {
    Gate.Metric one = Questions.repeated(1, NONE);
    Gate.Metric other = Questions.named("saturation", Questions.repeated(2, NONE));
    Timeline line = started(one, other).tick(0);
    assertThat(line.actions()).hasSize(2);
    assertThat(line.answer(ok(0), 1).run().terminal()).isFalse();
    var failed = new GateEvent.Measured("saturation", Questions.measured(bad(0), T));
    assertThat(line.step(failed, 2).run().verdict()).isInstanceOf(Verdict.Fail.class);
    assertThat(line.run().metrics()).noneMatch(MetricRun::underway);
  }

  @Test
  void decidedMetric_isNotMeasuredAgain() {
    Gate.Metric other = Questions.named("saturation", Questions.repeated(2, NONE));
    Timeline line = started(Questions.repeated(1, NONE), other).tick(0).answer(ok(0), 1);
    line.step(new GateEvent.Measured("saturation", Questions.measured(ok(0), T)), 1);
    assertThat(line.tick(30).actions()).containsExactly(new GateAction.Measure("saturation"));
  }

  @Test
  void measurements_areBounded_andPassedOnesGoFirst() {
    Timeline line = started(Questions.repeated(99, Questions.failures(50)));
    line.measure(bad(0), 0);
    for (int slot = 1; slot < 40; slot++) {
      line.measure(ok(30L * slot), 30L * slot);
    }
    List<Evidence> kept = line.run().metrics().getFirst().evidence();
    assertThat(kept).hasSize(MetricRun.KEPT);
    assertThat(kept.getFirst().verdict()).isInstanceOf(Verdict.Fail.class);
    assertThat(kept.getLast().startedAt()).isEqualTo(T.plusSeconds(30 * 39));
    assertThat(line.run().metrics().getFirst().tally().passed()).isEqualTo(39);
  }
}
