package dev.fleetgate.gates;

import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.ParseOutcome;
import dev.fleetgate.promql.Promql;
import dev.fleetgate.promql.PromqlParser;
import dev.fleetgate.promql.SelectorUse;
import dev.fleetgate.promql.Selectors;
import dev.fleetgate.promql.SourcePosition;
import dev.fleetgate.promql.ValueType;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds what a metric's query reads, and how far back: range, offset and subqueries, what recorded
/// series look back on, and Prometheus's own look-back where a sample is picked for an earlier
/// time.
///
/// Thread safety: confined to one call.
final class QueryReader {
  /// How old a sample may be that an instant selector picks: default of `--query.lookback-delta`.
  private static final Duration LOOKBACK_DELTA = Duration.ofMinutes(5);

  /// Recorded by every alerting rule, though without a colon.
  private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

  private final MetricSpec metric;
  private final GateContext.RecordedSeries recorded;
  private final Problems problems;

  QueryReader(MetricSpec metric, GateContext.RecordedSeries recorded, Problems problems) {
    this.metric = metric;
    this.recorded = recorded;
    this.problems = problems;
  }

  /// A query that can be judged.
  ///
  /// @param selectors each bare selector once, with its longest look-back
  record Query(String text, List<Gate.Selector> selectors) {}

  /// Reads a query with its values put in; empty if a problem was added.
  Optional<Query> read(String text) {
    return switch (PromqlParser.parse(text)) {
      case ParseOutcome.Parsed(var expr) -> judged(text, expr);
      case ParseOutcome.Refused(var offset, var why) -> {
        problems.add(
            Problem.of(metric.query().at(), GateRule.QUERY_SYNTAX, place(text, offset), why));
        yield Optional.empty();
      }
    };
  }

  private Optional<Query> judged(String text, Expr expr) {
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      add(
          GateRule.QUERY_TYPE,
          "a " + expr.type().words(),
          "an instant vector or a scalar; apply a function such as rate() or avg_over_time()");
      return Optional.empty();
    }
    List<SelectorUse> uses = Selectors.of(expr);
    if (uses.isEmpty()) {
      add(
          GateRule.QUERY_WITHOUT_SERIES,
          Problem.quoted(text),
          "a query that reads series; a constant is no evidence");
      return Optional.empty();
    }
    Map<String, Duration> lookBacks = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    boolean known = true;
    for (SelectorUse use : uses) {
      names.addAll(use.names());
      Optional<Duration> lookBack = lookBack(use);
      known &= lookBack.isPresent();
      lookBacks.merge(
          Promql.print(use.selector().bare()),
          lookBack.orElse(Duration.ZERO),
          (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
    unread(names);
    List<Gate.Selector> selectors =
        lookBacks.entrySet().stream()
            .map(entry -> new Gate.Selector(entry.getKey(), entry.getValue()))
            .toList();
    return known ? Optional.of(new Query(text, selectors)) : Optional.empty();
  }

  /// Empty if a problem was added.
  private Optional<Duration> lookBack(SelectorUse use) {
    String shown = Promql.print(use.selector());
    if (!use.bounded()) {
      use.caveats()
          .forEach(caveat ->
              add(
                  GateRule.UNBOUNDED_LOOK_BACK,
                  shown + " " + caveat.words(),
                  "fixed ranges and offsets into the past, so that the age of samples is known"));
      return Optional.empty();
    }
    if (use.names().isEmpty()) {
      add(
          GateRule.SELECTOR_WITHOUT_NAME,
          shown,
          "the metric's name, so that recorded series are known; write name{...}");
      return Optional.empty();
    }
    Duration longest = Duration.ZERO;
    boolean known = true;
    for (String name : use.names()) {
      Optional<Duration> declared = declared(name);
      known &= declared.isPresent();
      Duration one = declared.orElse(Duration.ZERO);
      longest = one.compareTo(longest) > 0 ? one : longest;
    }
    Duration picked = use.picksEarlier() ? LOOKBACK_DELTA : Duration.ZERO;
    return known ? Optional.of(use.lookBack().plus(longest).plus(picked)) : Optional.empty();
  }

  /// What a series itself looks back on: nothing, unless it is recorded. Empty if a problem was
  /// added.
  private Optional<Duration> declared(String name) {
    Optional<Duration> longest =
        Stream.of(metric.looksBack(), recorded.ofPacks())
            .filter(known -> known.containsKey(name))
            .map(known -> known.getOrDefault(name, Duration.ZERO))
            .max(Comparator.naturalOrder());
    if (longest.isPresent()) {
      return longest;
    }
    if (name.indexOf(':') < 0 && !recorded.onChild().containsKey(name) && !ALERTS.contains(name)) {
      return Optional.of(Duration.ZERO);
    }
    add(
        GateRule.UNKNOWN_LOOK_BACK,
        name + " is recorded by " + recorded.onChild().getOrDefault(name, "a rule"),
        "how far back that rule reads; write looksBack: {\"" + name + "\": 5m}");
    return Optional.empty();
  }

  private void unread(Set<String> names) {
    for (String name : metric.looksBack().keySet()) {
      if (!names.contains(name)) {
        problems.add(
            new Problem(
                metric.at(),
                GateRule.UNUSED_LOOK_BACK,
                "looksBack of metric " + metric.name(),
                Problem.quoted(name),
                "a series that the query reads; correct or remove it"));
      }
    }
  }

  private void add(GateRule rule, String found, String expected) {
    problems.add(
        new Problem(
            metric.query().at(), rule, "query of metric " + metric.name(), found, expected));
  }

  private String place(String text, int offset) {
    SourcePosition place = SourcePosition.of(text, offset);
    return "query of metric %s, line %d, column %d"
        .formatted(metric.name(), place.line(), place.column());
  }
}
