package dev.fleetgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateWriterTest {
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: error-ratio}
      spec:
        args: [{name: service, value: ".*"}, {name: limit}]
        metrics:
        - name: ratio
          query: fleetgate:http_error_ratio:rate1m{service="{{args.service}}"}
          interval: 10s
          count: 3
          initialDelay: 5s
          failureLimit: 1
          inconclusiveLimit: 4
          consecutiveErrorLimit: 2
          successCondition: value < 0.01
          failureCondition: value > 0.05
          noData: fail
          maxAge: 1m
          looksBack: {"job:x:rate1h": 1h}
        - name: once
          query: vector(1)
          successCondition: value == 1
      """;

  private static GateSpec read() {
    Problems problems = new Problems();
    List<Document> documents = Documents.read(new Source("gate.yaml", GATE), problems);
    GateSpec gate = GateLoader.load(documents.getFirst(), problems).orElseThrow();
    problems.throwIfAny();
    return gate;
  }

  @Test
  void aWrittenGate_isReadAsTheSame() {
    Node written = GateWriter.write(read());
    assertThat(GateWriter.write(GateWriter.read(written))).isEqualTo(written);
    GateSpec again = GateWriter.read(NodeJson.read(NodeJson.write(written), "copy"));
    assertThat(again.name()).isEqualTo("error-ratio");
    assertThat(again.args()).hasSize(2);
    assertThat(again.metrics().getFirst().schedule())
        .isEqualTo(read().metrics().getFirst().schedule());
    assertThat(again.metrics().getFirst().limits()).isEqualTo(read().metrics().getFirst().limits());
    assertThat(again.metrics().getFirst().looksBack())
        .isEqualTo(read().metrics().getFirst().looksBack());
    assertThat(again.metrics().get(1).limits()).isEqualTo(read().metrics().get(1).limits());
  }

  @Test
  void anythingElse_isRefused() {
    assertThatThrownBy(() -> GateWriter.read(Node.object().with("kind", Node.text("Gate"))))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> GateWriter.read(Node.text("gate")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
