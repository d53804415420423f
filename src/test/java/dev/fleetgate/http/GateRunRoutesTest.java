package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.gates.Gates;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Sample;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.NodeJson;
import dev.fleetgate.spec.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Gate runs over HTTP, with links to where a measurement can be looked at.
final class GateRunRoutesTest {
  private static final Instant NOW = TestingAgenda.NOW;
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: errors}
      spec:
        metrics:
        - {name: ratio, query: 'sum(rate(errors_total[5m]))', successCondition: value < 1}
      """;

  private final Served served = new Served();

  @BeforeEach
  void store() {
    served.start();
    for (String id : List.of("run-1.eu-1.a", "run-2.eu-1.b")) {
      GateRun run = measured(new GateRunId(id));
      served.outside.gateRuns.put(run.id(), run);
    }
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static Gate gate() {
    Problems problems = new Problems();
    var bundle = Served.bundles().load(Inputs.of(new Source("gate.yaml", GATE)), problems);
    GateContext context =
        new GateContext(new ClusterId("eu-1"), Map.of(), Map.of(), GateContext.RecordedSeries.NONE);
    Optional<Gate> gate = GateCompiler.compile(bundle.gates().getFirst(), context, problems);
    problems.throwIfAny();
    return gate.orElseThrow();
  }

  /// A run with one measurement that passed.
  private static GateRun measured(GateRunId id) {
    GateRun run = GateRun.start(id, gate(), new Change.None(), NOW);
    GateRun asked = Gates.step(run, new GateEvent.Tick(), NOW).next();
    Measurement measurement =
        new Measurement(
            NOW,
            NOW,
            new Measurement.Answered(
                List.of(new Sample(Map.of(), 0.25)),
                List.of(Optional.of(NOW.minusSeconds(5))),
                List.of(),
                new Measurement.Clock(NOW, Duration.ZERO, Duration.ofMillis(5))));
    return Gates.step(asked, new GateEvent.Measured("ratio", measurement), NOW).next();
  }

  private Node get(String path) {
    return NodeJson.read(served.get(path).body(), "answer");
  }

  private static List<Node> items(Node node, String name) {
    return node.path(name).orElseThrow() instanceof Node.Array(var items, _) ? items : List.of();
  }

  @Test
  void aList_isThatOfAllRollouts_orOfOne() {
    assertThat(items(get("/api/v1/gateruns"), "gateRuns")).hasSize(2);
    for (String rollout : List.of("addons", "run-1")) {
      served.outside.gateRunsListed.set(0);
      List<Node> runs = items(get("/api/v1/gateruns?rollout=" + rollout), "gateRuns");

      assertThat(runs).hasSize(1);
      assertThat(served.outside.gateRunsListed).hasValue(1);
      assertThat(runs.getFirst().textAt("id")).hasValue("run-1.eu-1.a");
      assertThat(runs.getFirst().textAt("verdict", "phase")).hasValue("Pass");
      assertThat(runs.getFirst().path("metrics")).isEmpty();
    }
  }

  @Test
  void aRun_isReadByItsId_withoutTheOthers() {
    served.outside.gateRunsListed.set(0);
    assertThat(get("/api/v1/gateruns/run-2.eu-1.b").textAt("id")).hasValue("run-2.eu-1.b");
    assertThat(served.get("/api/v1/gateruns/run-2.eu-1.c").statusCode()).isEqualTo(404);
    assertThat(served.get("/api/v1/gateruns/..").statusCode()).isEqualTo(404);
    assertThat(served.outside.gateRunsListed).hasValue(0);
  }

  @Test
  void aRun_hasLinksForItsMetricsAndMeasurements() {
    Node metric = items(get("/api/v1/gateruns/run-1.eu-1.a"), "metrics").getFirst();
    Node measurement = items(metric, "measurements").getFirst();

    assertThat(metric.textAt("query")).hasValue("sum(rate(errors_total[5m]))");
    for (Node linked : List.of(metric, measurement)) {
      assertThat(linked.textAt("links", "prometheus").orElseThrow())
          .startsWith("http://prometheus.eu-1.example.org/query?g0.expr=sum%28rate%28errors_total")
          .contains("g0.range_input=900s")
          .endsWith("g0.end_input=2026-03-01%2012%3A00%3A00");
      assertThat(linked.textAt("links", "grafana").orElseThrow())
          .startsWith("https://grafana.example.org/explore?")
          .contains("errors_total");
    }
  }
}
