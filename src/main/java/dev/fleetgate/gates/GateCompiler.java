package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Compilation;
import dev.fleetgate.gates.condition.Condition;
import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a gate executable: puts values in, parses PromQL, compiles conditions, and refuses what
/// could not be judged. All problems are reported, each with its [GateRule].
///
/// Thread safety: confined to one call.
public final class GateCompiler {
  private static final List<String> STAND_INS = List.of("x", "1", "5m");
  private static final ClusterId ANY_CLUSTER = new ClusterId("cluster");

  private final GateSpec spec;
  private final GateContext.RecordedSeries recorded;
  private final Function<String, Optional<String>> queryValues;
  private final Function<String, Optional<String>> conditionValues;
  private final Problems problems;

  private GateCompiler(
      GateSpec spec,
      GateContext.RecordedSeries recorded,
      Function<String, Optional<String>> queryValues,
      Function<String, Optional<String>> conditionValues,
      Problems problems) {
    this.spec = spec;
    this.recorded = recorded;
    this.queryValues = queryValues;
    this.conditionValues = conditionValues;
    this.problems = problems;
  }

  /// The gate for one cluster; empty if a problem was added.
  public static Optional<Gate> compile(GateSpec spec, GateContext context, Problems problems) {
    Problems found = new Problems();
    Map<String, String> args = args(spec, context.args(), found);
    Function<String, Optional<String>> values = name -> value(name, args, context);
    Optional<Gate> gate =
        new GateCompiler(spec, context.recorded(), values, values, found).gate(context.cluster());
    found.list().forEach(problems::add);
    return gate.filter(_ -> found.none());
  }

  /// Checks a gate without a cluster: arguments without default, names and labels of clusters are
  /// stood in for by a word, a number or a duration, whichever fits the query.
  public static void check(GateSpec spec, GateContext.RecordedSeries recorded, Problems problems) {
    List<Problem> first = List.of();
    for (String standIn : STAND_INS) {
      Problems found = new Problems();
      new GateCompiler(
              spec,
              recorded,
              name -> standIn(spec, name, standIn),
              name -> standIn(spec, name, "1"),
              found)
          .gate(ANY_CLUSTER);
      if (found.none()) {
        return;
      }
      first = first.isEmpty() ? found.list() : first;
    }
    first.forEach(problems::add);
  }

  private static Optional<String> standIn(GateSpec spec, String name, String standIn) {
    if (name.equals("cluster.name") || name.matches("cluster\\.labels\\..+")) {
      return Optional.of(standIn);
    }
    return spec.args().stream()
        .filter(arg -> name.equals("args." + arg.name()))
        .map(arg -> arg.required() ? standIn : arg.value())
        .findFirst();
  }

  /// The caller's values over the declared ones.
  private static Map<String, String> args(
      GateSpec spec, Map<String, String> given, Problems problems) {
    Map<String, String> values = new LinkedHashMap<>();
    for (GateArg arg : spec.args()) {
      String value = given.get(arg.name());
      if (value == null && arg.required()) {
        problems.add(
            new Problem(
                arg.at(),
                GateRule.MISSING_ARG,
                "argument " + arg.name(),
                "no value",
                "a value; give " + arg.name() + " where the gate is named, or a default here"));
      }
      values.put(arg.name(), value == null ? arg.value() : value);
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        problems.add(
            new Problem(
                spec.at(),
                GateRule.UNDECLARED_ARG,
                "arguments of gate " + spec.name(),
                Problem.quoted(name),
                values.isEmpty()
                    ? "none; the gate declares no arguments"
                    : "one of " + String.join(", ", values.keySet())));
      }
    }
    return values;
  }

  private static Optional<String> value(
      String name, Map<String, String> args, GateContext context) {
    if (name.equals("cluster.name")) {
      return Optional.of(context.cluster().value());
    }
    if (name.startsWith("cluster.labels.")) {
      return Optional.ofNullable(context.labels().get(name.substring("cluster.labels.".length())));
    }
    return name.startsWith("args.")
        ? Optional.ofNullable(args.get(name.substring("args.".length())))
        : Optional.empty();
  }

  private Optional<Gate> gate(ClusterId cluster) {
    if (spec.metrics().isEmpty()) {
      problems.add(new Problem(spec.at(), GateRule.NO_METRICS, "metrics", "none", "at least one"));
    }
    distinct(GateRule.DUPLICATE_ARG, spec.args(), GateArg::name, GateArg::at);
    distinct(GateRule.DUPLICATE_METRIC, spec.metrics(), MetricSpec::name, MetricSpec::at);
    List<Gate.Metric> metrics = new ArrayList<>();
    for (MetricSpec metric : spec.metrics()) {
      metric(metric).ifPresent(metrics::add);
    }
    return problems.none()
        ? Optional.of(new Gate(spec.name(), cluster, metrics))
        : Optional.empty();
  }

  private <T> void distinct(
      GateRule rule, List<T> items, Function<T, String> name, Function<T, Position> at) {
    Set<String> names = new HashSet<>();
    for (T item : items) {
      if (!names.add(name.apply(item))) {
        problems.add(
            new Problem(
                at.apply(item),
                rule,
                "name",
                Problem.quoted(name.apply(item)),
                "another name for each"));
      }
    }
  }

  private Optional<Gate.Metric> metric(MetricSpec metric) {
    limits(metric);
    maxAge(metric);
    Optional<Condition> success = condition(metric, "successCondition", metric.successCondition());
    Optional<Condition> failure = condition(metric, "failureCondition", metric.failureCondition());
    if (metric.successCondition().value().isEmpty()
        && metric.failureCondition().value().isEmpty()) {
      problems.add(
          new Problem(
              metric.at(),
              GateRule.NO_CONDITION,
              subject(metric, "conditions"),
              "none",
              "successCondition or failureCondition"));
    }
    Optional<QueryReader.Query> query =
        Placeholders.query(metric.query(), subject(metric, "query"), queryValues, problems)
            .flatMap(text -> new QueryReader(metric, recorded, problems).read(text));
    if (query.isEmpty() || (success.isEmpty() && failure.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Gate.Metric(
            metric.name(),
            query.get().text(),
            query.get().selectors(),
            success,
            failure,
            metric.schedule(),
            metric.limits(),
            metric.noData(),
            metric.maxAge()));
  }

  private void limits(MetricSpec metric) {
    MetricSpec.Schedule schedule = metric.schedule();
    if (!schedule.interval().isZero() && schedule.count() == 0) {
      problems.add(
          new Problem(
              metric.at(),
              GateRule.INTERVAL_WITHOUT_COUNT,
              subject(metric, "interval"),
              Durations.print(schedule.interval()),
              "a count beside it; write how many measurements the gate needs"));
    }
    if (schedule.interval().isZero() && schedule.count() > 1) {
      problems.add(
          new Problem(
              metric.at(),
              GateRule.COUNT_WITHOUT_INTERVAL,
              subject(metric, "count"),
              String.valueOf(schedule.count()),
              "an interval beside it; write the time between two measurements"));
    }
    MetricSpec.Limit failures = metric.limits().failure();
    if (failures.bounded() && failures.most() >= schedule.effectiveCount()) {
      problems.add(
          new Problem(
              metric.at(),
              GateRule.FAILURE_LIMIT_OUT_OF_REACH,
              subject(metric, "failureLimit"),
              String.valueOf(failures.most()),
              "less than count %d, or no failure could fail the gate"
                  .formatted(schedule.effectiveCount())));
    }
  }

  private void maxAge(MetricSpec metric) {
    if (!metric.maxAge().isPositive()) {
      problems.add(
          new Problem(
              metric.at(),
              GateRule.MAX_AGE_NOT_POSITIVE,
              subject(metric, "maxAge"),
              Durations.print(metric.maxAge()),
              "> 0s; two to four scrape intervals are usual"));
    }
  }

  /// Empty if it was not written or a problem was added.
  private Optional<Condition> condition(MetricSpec metric, String field, Node.Text written) {
    String subject = subject(metric, field);
    if (written.value().isEmpty()) {
      return Optional.empty();
    }
    return Placeholders.condition(written, subject, conditionValues, problems)
        .flatMap(text -> compiled(text, subject, written.at()));
  }

  private Optional<Condition> compiled(String text, String subject, Position at) {
    switch (Condition.compile(text)) {
      case Compilation.Compiled(var condition) when condition.constant() ->
          problems.add(
              new Problem(
                  at,
                  GateRule.CONDITION_WITHOUT_VALUE,
                  subject,
                  Problem.quoted(text),
                  "a condition that looks at value or result"));
      case Compilation.Compiled(var condition) -> {
        return Optional.of(condition);
      }
      case Compilation.Rejected(var kind, var column, var found, var expected) ->
          problems.add(
              new Problem(
                  at,
                  switch (kind) {
                    case SYNTAX -> GateRule.CONDITION_SYNTAX;
                    case TYPE -> GateRule.CONDITION_TYPE;
                  },
                  subject + ", column " + column,
                  found,
                  expected));
    }
    return Optional.empty();
  }

  private static String subject(MetricSpec metric, String field) {
    return field + " of metric " + metric.name();
  }
}
