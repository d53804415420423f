package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.cli.GateRunner;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.observer.GateDriver;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import dev.fleetgate.telemetry.Telemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LocalGateRunnerTest {
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: health}
      spec:
        args: [{name: service}]
        metrics:
        - name: up
          query: up{service="{{args.service}}"}
          successCondition: value == 1
          failureCondition: value == 0
      """;

  private final InstantSource clock = InstantSource.system();
  private final ClockAgenda agenda = new ClockAgenda(clock, 1);

  @AfterEach
  void close() {
    agenda.close();
  }

  private static GateSpec gate() {
    Problems problems = new Problems();
    var bundle = new Wiring("test").bundles().load(Inputs.of(new Source("g.yaml", GATE)), problems);
    problems.throwIfAny();
    return bundle.gates().getFirst();
  }

  private GateRunner.Outcome run(List<Sample> answer, Map<String, String> args, Duration timeout)
      throws InterruptedException {
    GateDriver.Surroundings around =
        new GateDriver.Surroundings(
            agenda,
            _ -> measured(answer),
            _ -> {},
            new Telemetry(new PrometheusRegistry(), "test"));
    try (GateRunner runner = new LocalGateRunner(around, () -> {})) {
      return runner.run(
          new GateRunner.Request(
              gate(),
              Map.of(),
              new ClusterId("local"),
              Map.of(),
              args,
              URI.create("http://localhost:9090"),
              timeout),
          _ -> {});
    }
  }

  private Measurement measured(List<Sample> answer) {
    Instant now = clock.instant();
    Optional<Instant> oldest =
        answer.isEmpty() ? Optional.empty() : Optional.of(now.minusSeconds(5));
    return new Measurement(
        now,
        now,
        new Measurement.Answered(
            answer,
            List.of(oldest),
            List.of(),
            new Measurement.Clock(now, Duration.ZERO, Duration.ZERO)));
  }

  private static List<Sample> value(double value) {
    return List.of(new Sample(Map.of(), value));
  }

  @Test
  void goodValue_passesAndTheRunKeepsItsMeasurement() throws InterruptedException {
    GateRunner.Outcome outcome = run(value(1), Map.of("service", "shop"), Duration.ofMinutes(5));
    assertThat(outcome.verdict()).isInstanceOf(Verdict.Pass.class);
    assertThat(outcome.run().toString()).contains("up{service=\"shop\"}");
  }

  @Test
  void badValue_fails() throws InterruptedException {
    assertThat(run(value(0), Map.of("service", "shop"), Duration.ofMinutes(5)).verdict())
        .isInstanceOf(Verdict.Fail.class);
  }

  @Test
  void noData_isInconclusiveWhenTheTimeIsOver() throws InterruptedException {
    Verdict verdict = run(List.of(), Map.of("service", "shop"), Duration.ofMillis(50)).verdict();
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            inconclusive ->
                assertThat(inconclusive.reason())
                    .isIn(InconclusiveReason.TERMINATED, InconclusiveReason.NO_DATA));
  }

  @Test
  void missingArgument_isRefused() {
    assertThatThrownBy(() -> run(value(1), Map.of(), Duration.ofMinutes(5)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("g.yaml:5: argument service: no value");
  }
}
