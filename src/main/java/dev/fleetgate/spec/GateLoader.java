package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.gates.spec.MetricSpec.Limit;
import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.gates.spec.MetricSpec.NoData;
import dev.fleetgate.gates.spec.MetricSpec.Schedule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `kind: Gate`. What queries and conditions mean is the compiler's to check.
public final class GateLoader {
  private static final List<String> LATER_METRIC_FIELDS =
      List.of("compare", "alerts", "range", "provider", "dryRun", "weight");

  private final Problems problems;

  private GateLoader(Problems problems) {
    this.problems = problems;
  }

  /// The gate; empty if a problem was added.
  public static Optional<GateSpec> load(Document document, Problems problems) {
    Problems found = new Problems();
    GateSpec gate = new GateLoader(found).gate(document);
    found.list().forEach(problems::add);
    return found.none() ? Optional.of(gate) : Optional.empty();
  }

  private GateSpec gate(Document document) {
    Document.Head head = document.open(problems);
    Fields spec = head.spec();
    List<GateArg> args = spec.list("args").stream().map(this::arg).toList();
    spec.choice("require", Map.of("all", true), true);
    List<MetricSpec> metrics = spec.list("metrics").stream().map(this::metric).toList();
    spec.end();
    return new GateSpec(head.name(), args, metrics, document.tree().at());
  }

  private GateArg arg(Node item) {
    Fields fields = Fields.of(item, "args", problems);
    String name = fields.text("name");
    Optional<Node> value = fields.node("value");
    GateArg arg =
        value.isPresent()
            ? GateArg.withDefault(name, fields.text("value", ""), fields.at())
            : GateArg.required(name, fields.at());
    fields.end();
    return arg;
  }

  private MetricSpec metric(Node item) {
    Fields fields = Fields.of(item, "metrics", problems);
    String name = Names.read(fields, "name");
    fields.text("query");
    MetricSpec metric =
        new MetricSpec(
            name,
            text(fields, "query"),
            text(fields, "successCondition"),
            text(fields, "failureCondition"),
            schedule(fields),
            limits(fields),
            fields.choice("noData", noDataWords(), NoData.WAIT),
            fields.duration("maxAge", MetricSpec.DEFAULT_MAX_AGE),
            looksBack(fields.below("looksBack")),
            fields.at());
    Bounds.later(fields, LATER_METRIC_FIELDS);
    fields.end();
    return metric;
  }

  /// A text with its position; empty if it was not written.
  private static Node.Text text(Fields fields, String key) {
    String value = fields.text(key, "");
    return new Node.Text(value, fields.node(key).map(Node::at).orElseGet(fields::at));
  }

  private static Schedule schedule(Fields fields) {
    return new Schedule(
        fields.duration("initialDelay", Duration.ZERO),
        Bounds.written(fields, "interval"),
        fields.count("count", 0, 1));
  }

  private static Limits limits(Fields fields) {
    return new Limits(
        limit(fields, "failureLimit", Limits.DEFAULT.failure()),
        limit(fields, "inconclusiveLimit", Limits.DEFAULT.inconclusive()),
        limit(fields, "consecutiveErrorLimit", Limits.DEFAULT.consecutiveError()));
  }

  private static Limit limit(Fields fields, String key, Limit fallback) {
    int read = fields.count(key, fallback.most(), 0);
    return read == fallback.most() ? fallback : Limit.of(read);
  }

  private static Map<String, NoData> noDataWords() {
    Map<String, NoData> words = new LinkedHashMap<>();
    words.put("wait", NoData.WAIT);
    words.put("fail", NoData.FAIL);
    return words;
  }

  private static Map<String, Duration> looksBack(Fields fields) {
    Map<String, Duration> read = new LinkedHashMap<>();
    for (String series : fields.names()) {
      read.put(series, Bounds.written(fields, series));
    }
    return read;
  }
}
