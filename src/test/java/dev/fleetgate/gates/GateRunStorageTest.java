package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.gates.spec.MetricSpec.NoData;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GateRunStorageTest {
  private static GateRun run() {
    Gate.Metric plain =
        Questions.metric(
            new Schedule(Duration.ofSeconds(90), Duration.ofSeconds(30), 3),
            Questions.limits(2, 5, 4),
            NoData.FAIL);
    Gate.Metric both = Questions.named("both", Questions.metric("value < 1", "value > 5"));
    Change change = new Change.Completed(T.minusSeconds(600), Duration.ofSeconds(30));
    return GateRun.start(Questions.ID, Questions.gate(plain, both), change, T);
  }

  private static GateRun measured(GateRun run, String metric, Measurement.Outcome outcome) {
    GateRun asked = Gates.step(run, new GateEvent.Tick(), T.plusSeconds(90)).next();
    var event = new GateEvent.Measured(metric, Questions.measured(outcome, T.plusSeconds(90)));
    return Gates.step(asked, event, T.plusSeconds(91)).next();
  }

  @Test
  void run_isReadAsItWasWritten() {
    GateRun run = run();
    assertThat(GateRun.fromNode(run.toNode())).isEqualTo(run);
    GateRun measured = measured(run, "both", Questions.unreachable());
    assertThat(GateRun.fromNode(measured.toNode())).isEqualTo(measured);
  }

  @Test
  void oddNumbersAndTimes_areReadAsTheyWereWritten() {
    List<Sample> series =
        List.of(
            new Sample(Map.of("a", "x\"y"), Double.NaN),
            new Sample(Map.of(), Double.NEGATIVE_INFINITY),
            new Sample(Map.of(), Double.POSITIVE_INFINITY),
            new Sample(Map.of(), 1e-300),
            new Sample(Map.of(), 1e300),
            new Sample(Map.of(), 0.1 + 0.2));
    var answered =
        new Measurement.Answered(
            series,
            List.of(Optional.of(T.plusMillis(1))),
            List.of(),
            new Measurement.Clock(T, Duration.ofNanos(-1_234_567), Duration.ofNanos(17)));
    GateRun run = measured(run(), "both", answered);
    assertThat(GateRun.fromNode(run.toNode())).isEqualTo(run);
  }

  @Test
  void endedRun_isReadAsItWasWritten() {
    GateRun ended = Gates.step(run(), new GateEvent.Terminate("because"), T.plusSeconds(9)).next();
    assertThat(GateRun.fromNode(ended.toNode())).isEqualTo(ended);
  }

  @Test
  void runOfAnotherSchema_isRefused() {
    Node.Obj written = (Node.Obj) run().toNode();
    assertThatThrownBy(() -> GateRun.fromNode(written.with("schema", Node.number(2))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("schema other than 1");
  }

  @Test
  void runThatLacksOrHasTooMuch_isRefused() {
    Node.Obj written = (Node.Obj) run().toNode();
    for (String field : written.fields().keySet()) {
      // without proof a run needs one
      if (!Set.of("held", "proof", "change", "endedAt").contains(field)) {
        assertThatThrownBy(() -> GateRun.fromNode(written.without(field)))
            .as(field)
            .isInstanceOf(BadInputException.class);
      }
    }
    assertThatThrownBy(() -> GateRun.fromNode(written.with("more", Node.number(1))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("unknown field");
  }
}
