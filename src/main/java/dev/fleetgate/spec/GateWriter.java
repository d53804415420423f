package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.gates.spec.MetricSpec.Limit;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.util.Optional;
import java.util.TreeMap;

/// Writes a gate as the document that it was read from, and reads that again: the copy that a run
/// keeps.
public final class GateWriter {
  private GateWriter() {}

  /// A document of kind Gate; positions and comments are lost.
  public static Node.Obj write(GateSpec gate) {
    return Node.object()
        .with("apiVersion", Node.text(DocumentKind.API_VERSION))
        .with("kind", Node.text(DocumentKind.GATE.written()))
        .with("metadata", Node.object().with("name", Node.text(gate.name())))
        .with(
            "spec",
            Node.object()
                .with("args", Node.array(gate.args().stream().map(GateWriter::arg).toList()))
                .with(
                    "metrics",
                    Node.array(gate.metrics().stream().map(GateWriter::metric).toList())));
  }

  /// Reads what [#write] has written.
  ///
  /// @throws BadInputException if it is anything else
  public static GateSpec read(Node document) {
    Problems problems = new Problems();
    Optional<GateSpec> gate =
        document instanceof Node.Obj tree
            ? GateLoader.load(new Document(DocumentKind.GATE, tree), problems)
            : Optional.empty();
    problems.throwIfAny();
    return gate.orElseThrow(() -> new IllegalArgumentException("gate: no mapping"));
  }

  private static Node arg(GateArg arg) {
    Node.Obj written = Node.object().with("name", Node.text(arg.name()));
    return arg.required() ? written : written.with("value", Node.text(arg.value()));
  }

  private static Node metric(MetricSpec metric) {
    Node.Obj written =
        Node.object()
            .with("name", Node.text(metric.name()))
            .with("query", metric.query())
            .with("noData", Node.text(metric.noData().written()))
            .with("maxAge", Node.text(Durations.print(metric.maxAge())));
    written = text(written, "successCondition", metric.successCondition());
    written = text(written, "failureCondition", metric.failureCondition());
    written = limit(written, "failureLimit", metric.limits().failure());
    written = limit(written, "inconclusiveLimit", metric.limits().inconclusive());
    written = limit(written, "consecutiveErrorLimit", metric.limits().consecutiveError());
    return looksBack(schedule(written, metric.schedule()), metric);
  }

  private static Node.Obj text(Node.Obj written, String field, Node.Text text) {
    return text.value().isEmpty() ? written : written.with(field, text);
  }

  private static Node.Obj limit(Node.Obj written, String field, Limit limit) {
    return limit.bounded() ? written.with(field, Node.number(limit.most())) : written;
  }

  private static Node.Obj schedule(Node.Obj written, MetricSpec.Schedule schedule) {
    Node.Obj with = written;
    if (!schedule.initialDelay().isZero()) {
      with = with.with("initialDelay", Node.text(Durations.print(schedule.initialDelay())));
    }
    if (!schedule.interval().isZero()) {
      with = with.with("interval", Node.text(Durations.print(schedule.interval())));
    }
    return schedule.count() == 0 ? with : with.with("count", Node.number(schedule.count()));
  }

  private static Node looksBack(Node.Obj written, MetricSpec metric) {
    if (metric.looksBack().isEmpty()) {
      return written;
    }
    Node.Obj series = Node.object();
    for (var entry : new TreeMap<>(metric.looksBack()).entrySet()) {
      series = series.with(entry.getKey(), Node.text(Durations.print(entry.getValue())));
    }
    return written.with("looksBack", series);
  }
}
