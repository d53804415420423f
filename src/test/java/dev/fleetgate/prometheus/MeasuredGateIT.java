package dev.fleetgate.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.Gates;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.peers.Prometheus;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gates on a real Prometheus, from the text of the query to the verdict: one series for each row
/// of the fail-closed table.
@ExtendWith(PeersExtension.class)
final class MeasuredGateIT {
  private final Vertx vertx = Vertx.vertx();
  private final InstantSource clock;
  private final PrometheusClient client;
  private final Instant now;

  MeasuredGateIT(Lab lab) {
    clock = lab.clock();
    client = new PrometheusClient(vertx, clock, clock);
    lab.promtool(); // what is missing is built first: that takes minutes, and the samples begin now
    now = clock.instant();
  }

  @AfterEach
  void close() {
    client.close();
    RecordedPrometheus.await(vertx.close());
  }

  /// A counter per row, every 15 s from 20 min ago until 10 min from now, or until it went stale.
  private String samples() {
    List<String> lines = new ArrayList<>();
    lines.add("# TYPE requests counter");
    series(lines, "requests_total{row=\"good\",code=\"200\"}", 600, 10);
    series(lines, "requests_total{row=\"good\",code=\"500\"}", 600, 0.01);
    series(lines, "requests_total{row=\"bad\",code=\"200\"}", 600, 10);
    series(lines, "requests_total{row=\"bad\",code=\"500\"}", 600, 5);
    series(lines, "requests_total{row=\"idle\",code=\"200\"}", 600, 0);
    series(lines, "requests_total{row=\"idle\",code=\"500\"}", 600, 0);
    series(lines, "requests_total{row=\"stale\",code=\"200\"}", -200, 10);
    series(lines, "requests_total{row=\"stale\",code=\"500\"}", -200, 0.01);
    lines.add("# EOF\n");
    return String.join("\n", lines);
  }

  private void series(List<String> lines, String series, int untilSeconds, double rate) {
    for (int second = -1200; second <= untilSeconds; second += 15) {
      lines.add(
          "%s %s %d"
              .formatted(series, rate * (second + 1200), now.plusSeconds(second).getEpochSecond()));
    }
  }

  private static String ratio(String row) {
    return "sum(rate(requests_total{row=\"%s\",code=\"500\"}[1m]))".formatted(row)
        + " / sum(rate(requests_total{row=\"%s\"}[1m]))".formatted(row);
  }

  private static Gate gate(String query) {
    var metric =
        new MetricSpec(
            "ratio",
            Node.text(query),
            Node.text("value < 0.05"),
            Node.text(""),
            MetricSpec.Schedule.ONCE,
            MetricSpec.Limits.DEFAULT,
            MetricSpec.NoData.WAIT,
            Duration.ofMinutes(2),
            Map.of(),
            Position.unknown());
    var problems = new Problems();
    var context =
        new GateContext(new ClusterId("eu-3"), Map.of(), Map.of(), GateContext.RecordedSeries.NONE);
    var spec = new GateSpec("ratio", List.of(), List.of(metric), Position.unknown());
    var gate = GateCompiler.compile(spec, context, problems);
    problems.throwIfAny();
    return gate.orElseThrow();
  }

  private Verdict verdict(URI prometheus, String query, Change change) {
    Gate gate = gate(query);
    GateRun run =
        Gates.step(
                GateRun.start(new GateRunId("it"), gate, change, now),
                new GateEvent.Tick(),
                now.plus(Duration.ofDays(1)))
            .next();
    var measurement =
        new PrometheusMeasurements(client, clock)
            .measure(MeasurementSource.Request.of(gate, gate.metrics().getFirst(), prometheus));
    return Gates.step(
            run, new GateEvent.Measured("ratio", measurement), now.plus(Duration.ofDays(1)))
        .next()
        .verdict();
  }

  private String word(URI prometheus, String query) {
    return word(verdict(prometheus, query, new Change.None()));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> "Pass";
      case Verdict.Fail _ -> "Fail";
      case Verdict.Errored _ -> "Errored";
      case Verdict.Inconclusive(var reason, _) -> reason.written();
    };
  }

  @Test
  void verdicts_comeFromRealAnswers(Lab lab) {
    URI base = lab.prometheusHolding(samples()).url();
    assertThat(word(base, ratio("good"))).isEqualTo("Pass");
    assertThat(word(base, ratio("bad"))).isEqualTo("Fail");
    assertThat(word(base, ratio("idle"))).isEqualTo("NaN");
    assertThat(word(base, "requests_total{row=\"stale\"}")).isEqualTo("Stale");
    assertThat(word(base, ratio("absent"))).isEqualTo("NoData");
    assertThat(word(base, "sum(nosuch) or vector(0)")).isEqualTo("NoData");
    assertThat(word(base, "requests_total{row=\"good\"} > 1e9")).isEqualTo("NoData");
    assertThat(word(base, "requests_total{row=\"good\"}")).isEqualTo("SeveralSeries");
    assertThat(word(base, "scalar(sum(requests_total{row=\"bad\"} * 0))")).isEqualTo("Pass");
    assertThat(word(base, "histogram_quantile(2, sum by (le) (requests_total))"))
        .isEqualTo("Partial");
    assertThat(word(base, "requests_total * on (row) requests_total")).isEqualTo("QueryFailed");
  }

  @Test
  void samples_count_onlyWhenTakenAfterTheChange(Lab lab) {
    URI base = lab.prometheusHolding(samples()).url();
    var justNow = new Change.Completed(now.minusSeconds(70), Duration.ofSeconds(10));
    assertThat(word(verdict(base, ratio("good"), justNow))).isEqualTo("TooEarly");
    var longAgo = new Change.Completed(now.minusSeconds(120), Duration.ofSeconds(10));
    assertThat(word(verdict(base, ratio("good"), longAgo))).isEqualTo("Pass");
    assertThat(word(verdict(base, ratio("bad"), longAgo))).isEqualTo("Fail");
  }

  @Test
  void selectorWithoutSeries_isSkipped_whenAnotherAnswers(Lab lab) {
    URI base = lab.prometheusHolding(samples()).url();
    String query =
        "(sum(rate(requests_total{row=\"idle\",code=\"404\"}[1m])) or 0 *"
            + " sum(rate(requests_total{row=\"good\"}[1m])))"
            + " / sum(rate(requests_total{row=\"good\"}[1m]))";
    assertThat(word(base, query)).isEqualTo("Pass");
  }

  @Test
  void prometheusThatIsGone_isUnreachable(Lab lab) {
    Prometheus prometheus = lab.prometheusHolding(samples());
    prometheus.stop();
    assertThat(word(prometheus.url(), ratio("good"))).isEqualTo("PrometheusUnreachable");
  }
}
