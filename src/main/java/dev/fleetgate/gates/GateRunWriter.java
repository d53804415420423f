package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Writes a gate run as a tree. Times are ISO 8601, durations as Prometheus writes them, numbers of
/// samples as text, because JSON knows no NaN. What is absent or unlimited is left out.
final class GateRunWriter {
  static final int SCHEMA = 1;

  private GateRunWriter() {}

  static Node write(GateRun run) {
    return new Fieldset()
        .put("schema", Node.number(SCHEMA))
        .put("id", run.id().value())
        .put("gate", run.gate().name())
        .put("cluster", run.gate().cluster().value())
        .put("change", change(run.change()))
        .put("startedAt", run.startedAt().toString())
        .put("held", Node.bool(run.held()))
        .put("proof", Node.bool(run.proof()))
        .put("verdict", verdict(run.verdict()))
        .putAny("endedAt", run.end().stream().map(end -> instant(end.at())))
        .put("metrics", each(run.metrics(), metric -> metric(run, metric)))
        .node();
  }

  private static Node change(Change change) {
    return switch (change) {
      case Change.None _ -> Node.object();
      case Change.Completed(var at, var settle) ->
          new Fieldset()
              .put("completedAt", at.toString())
              .put("settle", Durations.print(settle))
              .node();
    };
  }

  private static Node metric(GateRun run, MetricRun state) {
    Gate.Metric metric = run.gate().metric(state.name());
    return new Fieldset()
        .put("name", metric.name())
        .put("query", metric.query())
        .put("selectors", each(metric.selectors(), GateRunWriter::selector))
        .putAny("successCondition", metric.success().stream().map(GateRunWriter::condition))
        .putAny("failureCondition", metric.failure().stream().map(GateRunWriter::condition))
        .put("initialDelay", Durations.print(metric.schedule().initialDelay()))
        .put("interval", Durations.print(metric.schedule().interval()))
        .put("count", Node.number(metric.schedule().count()))
        .putAny("failureLimit", limit(metric.limits().failure()))
        .putAny("inconclusiveLimit", limit(metric.limits().inconclusive()))
        .putAny("consecutiveErrorLimit", limit(metric.limits().consecutiveError()))
        .put("noData", metric.noData().written())
        .put("maxAge", Durations.print(metric.maxAge()))
        .put("nextAt", state.nextAt().toString())
        .put("underway", Node.bool(state.underway()))
        .put("tally", tally(state.tally()))
        .put("standing", verdict(state.standing()))
        .put("measurements", each(state.evidence(), GateRunWriter::evidence))
        .node();
  }

  private static Node selector(Gate.Selector selector) {
    return new Fieldset()
        .put("selector", selector.bare())
        .put("lookBack", Durations.print(selector.lookBack()))
        .node();
  }

  private static Node condition(Condition condition) {
    return Node.text(condition.text());
  }

  private static Stream<Node> limit(MetricSpec.Limit limit) {
    return limit.bounded() ? Stream.of(Node.number(limit.most())) : Stream.empty();
  }

  private static Node tally(MetricRun.Tally tally) {
    return new Fieldset()
        .put("passed", Node.number(tally.passed()))
        .put("failed", Node.number(tally.failed()))
        .put("inconclusive", Node.number(tally.inconclusive()))
        .put("error", Node.number(tally.error()))
        .put("consecutiveError", Node.number(tally.consecutiveError()))
        .node();
  }

  private static Node verdict(Verdict verdict) {
    Fieldset fields = new Fieldset();
    switch (verdict) {
      case Verdict.Pass _ -> fields.put("phase", "Pass");
      case Verdict.Fail _ -> fields.put("phase", "Fail");
      case Verdict.Errored _ -> fields.put("phase", "Errored");
      case Verdict.Inconclusive(var reason, _) ->
          fields.put("phase", "Inconclusive").put("reason", reason.written());
    }
    return fields.put("message", verdict.sentence()).node();
  }

  private static Node evidence(Evidence evidence) {
    return new Fieldset()
        .put("startedAt", evidence.startedAt().toString())
        .put("finishedAt", evidence.finishedAt().toString())
        .put("verdict", verdict(evidence.verdict()))
        .putAny("seen", evidence.seen().stream().map(GateRunWriter::seen))
        .node();
  }

  private static Node seen(Evidence.Seen seen) {
    return new Fieldset()
        .put("time", seen.clock().time().toString())
        .put("skew", seen.clock().skew().toString())
        .put("roundTrip", seen.clock().roundTrip().toString())
        .put("seriesCount", Node.number(seen.seriesCount()))
        .put("series", each(seen.series(), GateRunWriter::sample))
        .put("sampleTimes", each(seen.times(), GateRunWriter::sampleTime))
        .node();
  }

  private static Node sample(Sample sample) {
    Map<String, Node> labels = new LinkedHashMap<>();
    sample.labels().forEach((name, value) -> labels.put(name, Node.text(value)));
    return new Fieldset()
        .put("labels", Node.object(labels))
        .put("value", Sentences.number(sample.value()))
        .node();
  }

  private static Node sampleTime(Evidence.SampleTime time) {
    return new Fieldset()
        .putAny("oldest", time.oldest().stream().map(GateRunWriter::instant))
        .putAny("countsFrom", time.countsFrom().stream().map(GateRunWriter::instant))
        .node();
  }

  private static Node instant(Instant instant) {
    return Node.text(instant.toString());
  }

  private static <T> Node each(List<T> items, Function<T, Node> written) {
    return Node.array(items.stream().map(written).toList());
  }

  /// Fields in the order in which they are put.
  private static final class Fieldset {
    private final Map<String, Node> fields = new LinkedHashMap<>();

    Fieldset put(String name, Node value) {
      fields.put(name, value);
      return this;
    }

    Fieldset put(String name, String value) {
      return put(name, Node.text(value));
    }

    /// Puts each of at most one values.
    Fieldset putAny(String name, Stream<? extends Node> value) {
      value.forEach(node -> fields.put(name, node));
      return this;
    }

    Node node() {
      return Node.object(fields);
    }
  }
}
