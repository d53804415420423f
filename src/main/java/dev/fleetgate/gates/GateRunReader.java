package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Compilation;
import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Sample;
import dev.fleetgate.model.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what [GateRunWriter] wrote.
///
/// Thread safety: confined to one call.
final class GateRunReader {
  private final Problems problems = new Problems();

  private GateRunReader() {}

  static GateRun read(Node node) {
    GateRunReader reader = new GateRunReader();
    try {
      GateRun run = reader.run(Fields.of(node, "gate run", reader.problems));
      reader.problems.throwIfAny();
      return run;
    } catch (IllegalArgumentException | DateTimeException e) {
      reader.problems.add(
          node, FieldRule.NOT_A_CHOICE, "gate run", "a stored run; " + e.getMessage());
      throw new BadInputException(reader.problems.list());
    }
  }

  private GateRun run(Fields fields) {
    if (fields.count("schema", 0, 1) != GateRunWriter.SCHEMA) {
      throw new IllegalArgumentException("schema other than " + GateRunWriter.SCHEMA);
    }
    List<Gate.Metric> asked = new ArrayList<>();
    List<MetricRun> states = new ArrayList<>();
    for (Node item : fields.list("metrics")) {
      Fields metric = Fields.of(item, "metric", problems);
      asked.add(metric(metric));
      states.add(state(metric));
      metric.end();
    }
    Gate gate = new Gate(fields.text("gate"), new ClusterId(fields.text("cluster")), asked);
    Verdict verdict = verdict(fields.below("verdict"));
    Optional<GateRun.End> end =
        instantIfAny(fields, "endedAt").map(at -> new GateRun.End(verdict, at));
    GateRun run =
        new GateRun(
            new GateRunId(fields.text("id")),
            gate,
            change(fields.below("change")),
            instant(fields, "startedAt"),
            states,
            fields.flag("held", false),
            fields.flag("proof", true),
            end);
    fields.end();
    return run;
  }

  private static Change change(Fields fields) {
    Optional<Instant> completed = instantIfAny(fields, "completedAt");
    Duration settle = fields.duration("settle", Duration.ZERO);
    fields.end();
    return completed
        .<Change>map(at -> new Change.Completed(at, settle))
        .orElseGet(Change.None::new);
  }

  private Gate.Metric metric(Fields fields) {
    return new Gate.Metric(
        fields.text("name"),
        fields.text("query"),
        each(fields, "selectors", GateRunReader::selector),
        condition(fields, "successCondition"),
        condition(fields, "failureCondition"),
        new MetricSpec.Schedule(
            fields.duration("initialDelay", Duration.ZERO),
            fields.duration("interval", Duration.ZERO),
            fields.count("count", 0, 0)),
        new MetricSpec.Limits(
            limit(fields, "failureLimit"),
            limit(fields, "inconclusiveLimit"),
            limit(fields, "consecutiveErrorLimit")),
        fields.choice("noData", MetricSpec.NoData.WORDS, MetricSpec.NoData.WAIT),
        fields.duration("maxAge", MetricSpec.DEFAULT_MAX_AGE));
  }

  private MetricRun state(Fields fields) {
    return new MetricRun(
        fields.text("name"),
        tally(fields.below("tally")),
        instant(fields, "nextAt"),
        fields.flag("underway", false),
        each(fields, "measurements", this::evidence),
        verdict(fields.below("standing")));
  }

  private static Gate.Selector selector(Fields fields) {
    return new Gate.Selector(fields.text("selector"), fields.duration("lookBack", Duration.ZERO));
  }

  private static Optional<Condition> condition(Fields fields, String key) {
    if (fields.node(key).isEmpty()) {
      return Optional.empty();
    }
    return switch (Condition.compile(fields.text(key))) {
      case Compilation.Compiled(var condition) -> Optional.of(condition);
      case Compilation.Rejected rejected ->
          throw new IllegalArgumentException(key + ": " + rejected.found());
    };
  }

  private static MetricSpec.Limit limit(Fields fields, String key) {
    return fields.node(key).isEmpty()
        ? MetricSpec.Limit.unlimited()
        : MetricSpec.Limit.of(fields.count(key, 0, 0));
  }

  private static MetricRun.Tally tally(Fields fields) {
    MetricRun.Tally tally =
        new MetricRun.Tally(
            fields.count("passed", 0, 0),
            fields.count("failed", 0, 0),
            fields.count("inconclusive", 0, 0),
            fields.count("error", 0, 0),
            fields.count("consecutiveError", 0, 0));
    fields.end();
    return tally;
  }

  private static Verdict verdict(Fields fields) {
    String phase = fields.text("phase");
    String sentence = fields.text("message");
    String reason = fields.text("reason", "");
    fields.end();
    return switch (phase) {
      case "Pass" -> new Verdict.Pass(sentence);
      case "Fail" -> new Verdict.Fail(sentence);
      case "Errored" -> new Verdict.Errored(sentence);
      case "Inconclusive" -> new Verdict.Inconclusive(reason(reason), sentence);
      default -> throw new IllegalArgumentException("phase: " + phase);
    };
  }

  private static InconclusiveReason reason(String written) {
    for (InconclusiveReason reason : InconclusiveReason.values()) {
      if (reason.written().equals(written)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("reason: " + written);
  }

  private Evidence evidence(Fields fields) {
    Optional<Evidence.Seen> seen =
        fields.node("seen").map(node -> seen(Fields.of(node, "seen", problems)));
    return new Evidence(
        instant(fields, "startedAt"),
        instant(fields, "finishedAt"),
        verdict(fields.below("verdict")),
        seen);
  }

  private Evidence.Seen seen(Fields fields) {
    Measurement.Clock clock =
        new Measurement.Clock(
            instant(fields, "time"),
            Duration.parse(fields.text("skew")),
            Duration.parse(fields.text("roundTrip")));
    Evidence.Seen seen =
        new Evidence.Seen(
            clock,
            each(fields, "series", GateRunReader::sample),
            fields.count("seriesCount", 0, 0),
            each(fields, "sampleTimes", GateRunReader::sampleTime));
    fields.end();
    return seen;
  }

  private static Sample sample(Fields fields) {
    Map<String, String> labels = new LinkedHashMap<>(fields.textMap("labels"));
    return new Sample(labels, Sentences.parse(fields.text("value")));
  }

  private static Evidence.SampleTime sampleTime(Fields fields) {
    return new Evidence.SampleTime(
        instantIfAny(fields, "oldest"), instantIfAny(fields, "countsFrom"));
  }

  private static Instant instant(Fields fields, String key) {
    return Instant.parse(fields.text(key));
  }

  private static Optional<Instant> instantIfAny(Fields fields, String key) {
    return fields.node(key).isEmpty() ? Optional.empty() : Optional.of(instant(fields, key));
  }

  private <T> List<T> each(Fields fields, String key, Function<Fields, T> read) {
    return fields.list(key).stream()
        .map(item -> {
          Fields below = Fields.of(item, key, problems);
          T value = read.apply(below);
          below.end();
          return value;
        })
        .toList();
  }
}
