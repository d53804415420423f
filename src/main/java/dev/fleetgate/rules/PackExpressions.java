package dev.fleetgate.rules;

import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.ParseOutcome;
import dev.fleetgate.promql.PromqlParser;
import dev.fleetgate.promql.SelectorUse;
import dev.fleetgate.promql.Selectors;
import dev.fleetgate.promql.SourcePosition;
import dev.fleetgate.promql.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks the PromQL of a pack, with the values of its parameters put in.
///
/// 1. The expression of each rule is parsed and yields a vector or a scalar.
/// 2. Each entry of `freshSeries` is an instant selector.
/// 3. What a recording rule really looks back on is known, and is not more than its pack declares.
///
/// A rule picks for an instant selector a sample that may be older than the evaluation by up to the
/// look-back delta, and writes its own time onto what it records; so such a selector counts five
/// minutes here, where a gate's own selector counts none: a gate asks for its samples' times.
///
/// Thread safety: confined to one call.
final class PackExpressions {
  /// How old a sample may be that an instant selector picks: default of `--query.lookback-delta`.
  private static final Duration LOOKBACK_DELTA = Duration.ofMinutes(5);

  /// Recorded by every alerting rule, though without a colon.
  private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

  private final RulePack pack;
  private final RulePackSpec spec;
  private final Problems problems;

  PackExpressions(RulePack pack, Problems problems) {
    this.pack = pack;
    this.spec = pack.spec();
    this.problems = problems;
  }

  /// @param objects with values put in
  /// @param fresh the list of selectors, with values put in
  void check(List<? extends Node> objects, Node fresh) {
    objects.stream().flatMap(object -> PackedRules.rules(object).stream()).forEach(this::rule);
    if (fresh instanceof Node.Array(var items, _)) {
      items.forEach(this::freshSeries);
    }
  }

  private void rule(Node.Obj rule) {
    String series = rule.textAt("record").orElse("");
    String subject =
        "expr of " + (series.isEmpty() ? rule.textAt("alert").orElse("a rule") : series);
    Node written = rule.field("expr").orElse(rule);
    String text = written instanceof Node.Text(var value, _) ? value : written.shown();
    Optional<Expr> parsed = parsed(written, subject, text);
    if (parsed.isPresent() && typed(written, subject, parsed.get()) && !series.isEmpty()) {
      lookBack(written, series, parsed.get());
    }
  }

  private Optional<Expr> parsed(Node at, String subject, String text) {
    return switch (PromqlParser.parse(text)) {
      case ParseOutcome.Parsed(var expr) -> Optional.of(expr);
      case ParseOutcome.Refused(var offset, var why) -> {
        problems.add(
            Problem.of(
                at.at(), RulePackRule.EXPRESSION_SYNTAX, subject + place(text, offset), why));
        yield Optional.empty();
      }
    };
  }

  private static String place(String text, int offset) {
    SourcePosition place = SourcePosition.of(text, offset);
    return ", line " + place.line() + ", column " + place.column();
  }

  private boolean typed(Node at, String subject, Expr expr) {
    boolean evaluable = expr.type() == ValueType.VECTOR || expr.type() == ValueType.SCALAR;
    if (!evaluable) {
      problems.add(
          new Problem(
              at.at(),
              RulePackRule.EXPRESSION_TYPE,
              subject,
              "a " + expr.type().words(),
              "an instant vector or a scalar; apply a function such as rate()"));
    }
    return evaluable;
  }

  private void freshSeries(Node item) {
    String text = item instanceof Node.Text(var value, _) ? value : item.shown();
    Optional<Expr> parsed = parsed(item, "freshSeries", text);
    if (parsed.isPresent() && !(parsed.get() instanceof Expr.VectorSelector)) {
      problems.add(
          item,
          RulePackRule.FRESH_SERIES_SELECTOR,
          "freshSeries",
          "an instant selector, the age of whose samples is asked; write name{label=\"value\"}");
    }
  }

  private void lookBack(Node at, String series, Expr expr) {
    Duration longest = Duration.ZERO;
    for (SelectorUse use : Selectors.of(expr)) {
      Optional<String> unknown = unknown(use);
      if (unknown.isPresent()) {
        problems.add(
            new Problem(
                at.at(),
                RulePackRule.RECORDED_UNBOUNDED,
                "expr of " + series,
                use.selector().name() + " " + unknown.get(),
                "what is known to look back on: names of metrics or of series that this pack"
                    + " records, fixed ranges and offsets into the past"));
        return;
      }
      Duration one = lookBack(use);
      longest = one.compareTo(longest) > 0 ? one : longest;
    }
    compare(series, longest);
  }

  private boolean foreign(String name) {
    return ALERTS.contains(name) || (name.indexOf(':') >= 0 && !spec.recorded().containsKey(name));
  }

  /// Why nothing is known of what a selector looks back on.
  private Optional<String> unknown(SelectorUse use) {
    if (!use.bounded()) {
      return use.caveats().stream().map(SelectorUse.Caveat::words).sorted().findFirst();
    }
    if (use.names().isEmpty()) {
      return Optional.of("(a selector without the name of its metric) may read recorded series");
    }
    return use.names().stream()
        .filter(this::foreign)
        .findFirst()
        .map(_ -> "is recorded by rules outside of the pack");
  }

  private Duration lookBack(SelectorUse use) {
    Duration recorded =
        use.names().stream()
            .map(name -> spec.recorded().getOrDefault(name, Duration.ZERO))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    boolean instant = use.lookBack().isZero() || use.picksEarlier();
    return use.lookBack().plus(recorded).plus(instant ? LOOKBACK_DELTA : Duration.ZERO);
  }

  private Node declaration(String series) {
    return pack.source()
        .path("spec", "recorded")
        .flatMap(list ->
            list instanceof Node.Array(var items, _)
                ? items.stream()
                    .filter(item -> item.textAt("series").filter(series::equals).isPresent())
                    .findFirst()
                : Optional.empty())
        .orElse(pack.source());
  }

  private void compare(String series, Duration real) {
    Duration declared = spec.recorded().getOrDefault(series, real);
    if (declared.compareTo(real) < 0) {
      problems.add(
          new Problem(
              declaration(series).at(),
              RulePackRule.RECORDED_TOO_SHORT,
              "looksBack of " + series,
              Durations.print(declared),
              "at least what its rule reads, %1$s; write looksBack: %1$s"
                  .formatted(Durations.print(real))));
    }
  }
}
