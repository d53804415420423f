package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.telemetry.Telemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Gate runs whose store fails.
final class StoreTroubleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ClusterId EU = new ClusterId("eu-1");

  private final SimulatedAgenda agenda = new SimulatedAgenda(NOW);
  private final List<GateRun> written = new ArrayList<>();
  private final List<Verdict> said = new ArrayList<>();
  private boolean broken;

  @Test
  void aVerdict_isSaidOnceItIsWritten() {
    broken = true;
    start(0.01);
    agenda.advance(Duration.ofSeconds(30));
    assertThat(said).isEmpty();
    broken = false;
    agenda.advance(Duration.ofSeconds(2));
    assertThat(said).hasSize(1).first().isInstanceOf(Verdict.Pass.class);
    assertThat(written.getLast().verdict()).isEqualTo(said.getFirst());
  }

  @Test
  void aFailure_isCountedOnce_howeverOftenItsWriteIsTried() {
    broken = true;
    start(0.9);
    agenda.advance(Duration.ofSeconds(30));
    broken = false;
    agenda.advance(Duration.ofSeconds(2));
    assertThat(written.getLast().metrics().getFirst().tally().failed()).isEqualTo(1);
    assertThat(said).hasSize(1).first().isInstanceOf(Verdict.Fail.class);
  }

  private void start(double value) {
    GateDriver.Surroundings around =
        new GateDriver.Surroundings(
            agenda,
            _ -> TestingAnswers.sample(value, agenda.instant()),
            this::keep,
            new Telemetry(new PrometheusRegistry(), "test"));
    GateDriver.Target target = GateDriver.Target.unwatched(URI.create("http://eu-1.test"));
    GateRun run = GateRun.start(new GateRunId("a.1"), gate(), new Change.None(), NOW);
    GateDriver.start(run, around, target, (verdict, _) -> said.add(verdict));
  }

  private void keep(GateRun run) {
    if (broken) {
      throw new UncheckedIOException(new IOException("disk full"));
    }
    written.add(run);
  }

  private static Gate gate() {
    Position at = Position.unknown();
    MetricSpec metric =
        new MetricSpec(
            "errors",
            new Node.Text("sum(errors)", at),
            new Node.Text("value < 0.05", at),
            new Node.Text("", at),
            MetricSpec.Schedule.ONCE,
            MetricSpec.Limits.DEFAULT,
            MetricSpec.NoData.WAIT,
            MetricSpec.DEFAULT_MAX_AGE,
            Map.of(),
            at);
    return GateCompiler.compile(
            new GateSpec("health", List.of(), List.of(metric), at),
            new GateContext(EU, Map.of(), Map.of(), RecordedSeries.NONE),
            new Problems())
        .orElseThrow();
  }
}
