package dev.fleetgate.gates;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.gates.spec.MetricSpec.NoData;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A metric written over the lines of a file.
final class WrittenMetric {
  private String query = "sum(errors)";
  private String success = "value < 1";
  private String failure = "";
  private Schedule schedule = Schedule.ONCE;
  private Limits limits = Limits.DEFAULT;
  private Duration maxAge = MetricSpec.DEFAULT_MAX_AGE;
  private Map<String, Duration> looksBack = Map.of();

  WrittenMetric query(String text) {
    query = text;
    return this;
  }

  WrittenMetric success(String text) {
    success = text;
    return this;
  }

  WrittenMetric failure(String text) {
    failure = text;
    return this;
  }

  WrittenMetric schedule(String interval, int count) {
    schedule = new Schedule(Duration.ZERO, Durations.parse(interval).orElseThrow(), count);
    return this;
  }

  WrittenMetric failureLimit(int most) {
    limits = Questions.failures(most);
    return this;
  }

  WrittenMetric maxAge(Duration age) {
    maxAge = age;
    return this;
  }

  WrittenMetric looksBack(String series, String duration) {
    looksBack = Map.of(series, Durations.parse(duration).orElseThrow());
    return this;
  }

  MetricSpec spec() {
    return new MetricSpec(
        "errors",
        new Node.Text(query, line(12)),
        new Node.Text(success, line(13)),
        new Node.Text(failure, line(14)),
        schedule,
        limits,
        NoData.WAIT,
        maxAge,
        looksBack,
        line(10));
  }

  GateSpec gate() {
    return gateOf(List.of(spec()));
  }

  static final GateContext.RecordedSeries RECORDED =
      new GateContext.RecordedSeries(
          Map.of("fleetgate:errors:rate1m", Duration.ofMinutes(1)),
          Map.of("slo_errors", "a rule of group slo in slo.yaml"));

  static WrittenMetric metric() {
    return new WrittenMetric();
  }

  static Position line(int line) {
    return new Position("gate.yaml", line, 1, "");
  }

  static GateContext context(Map<String, String> args) {
    return new GateContext(new ClusterId("eu-3"), Map.of("ring", "canary"), args, RECORDED);
  }

  static GateSpec gateOf(List<MetricSpec> metrics) {
    List<GateArg> args =
        List.of(GateArg.required("service", line(5)), GateArg.withDefault("limit", "5", line(6)));
    return new GateSpec("errors", args, metrics, line(1));
  }
}
