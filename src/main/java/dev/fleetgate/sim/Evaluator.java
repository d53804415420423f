package dev.fleetgate.sim;

import dev.fleetgate.promql.DurationExpr;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.LabelMatcher;
import dev.fleetgate.promql.Promql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates a part of PromQL at one instant: selectors by metric name, ranges, the functions of
/// [Functions], `sum`, `avg`, `min`, `max`, `count` and `group`, and binary operations one to one.
/// Whatever else is written is refused by name.
///
/// Source: Prometheus `docs/querying/{basics,operators,functions}.md`, 3.x. A rate is the
/// difference of the outer samples over their distance, without extrapolation to the ends of the
/// range.
final class Evaluator {
  private final SeriesSource source;
  private final Instant time;

  Evaluator(SeriesSource source, Instant time) {
    this.source = source;
    this.time = time;
  }

  Instant time() {
    return time;
  }

  /// @throws NotSimulatedException if the expression needs more than is simulated
  List<Series> vector(Expr expr) {
    return switch (expr) {
      case Expr.Paren(var inner, _) -> vector(inner);
      case Expr.VectorSelector selector -> select(selector);
      case Expr.Aggregation aggregation -> Aggregations.evaluate(aggregation, this);
      case Expr.Call call -> Functions.vector(call, this);
      case Expr.Binary binary -> BinaryOperations.vector(binary, this);
      case Expr.Unary(var negative, var operand, _) ->
          vector(operand).stream()
              .map(one -> one.unnamed(negative ? -one.value() : one.value(), time))
              .toList();
      case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.MatrixSelector _, Expr.Subquery _ ->
          throw notSimulated(expr, "here");
    };
  }

  /// @throws NotSimulatedException if the expression needs more than is simulated
  double scalar(Expr expr) {
    return switch (expr) {
      case Expr.Paren(var inner, _) -> scalar(inner);
      case Expr.NumberLiteral(var value, _, _) -> value;
      case Expr.Unary(var negative, var operand, _) ->
          negative ? -scalar(operand) : scalar(operand);
      case Expr.Binary binary -> BinaryOperations.scalar(binary, this);
      case Expr.Call call -> Functions.scalar(call, this);
      case Expr.VectorSelector _,
          Expr.MatrixSelector _,
          Expr.Aggregation _,
          Expr.StringLiteral _,
          Expr.Subquery _ ->
          throw notSimulated(expr, "as a number");
    };
  }

  private List<Series> select(Expr.VectorSelector selector) {
    return selected(selector, time.minus(offset(selector)));
  }

  private List<Series> selected(Expr.VectorSelector selector, Instant at) {
    return source.newest(metric(selector), at).stream()
        .filter(series -> selector.matchers().stream().allMatch(series::selectedBy))
        .toList();
  }

  /// The samples of a range by series, the oldest first.
  Map<Map<String, String>, List<Series>> range(Expr.MatrixSelector matrix) {
    Instant end = time.minus(offset(matrix));
    Instant from = end.minus(length(matrix.range(), matrix));
    Map<Map<String, String>, List<Series>> ranges = new LinkedHashMap<>();
    for (Instant at : source.times(metric(matrix.selector()), from, end)) {
      for (Series series : selected(matrix.selector(), at)) {
        ranges.computeIfAbsent(series.labels(), _ -> new ArrayList<>()).add(series);
      }
    }
    return ranges;
  }

  private static Duration offset(Expr.Timed timed) {
    if (timed.at().isPresent()) {
      throw notSimulated(timed, "the @ modifier");
    }
    return timed.offset().map(offset -> length(offset, timed)).orElse(Duration.ZERO);
  }

  private static Duration length(DurationExpr length, Expr around) {
    return length
        .constant()
        .orElseThrow(() -> notSimulated(around, "a length that is no constant"));
  }

  private static String metric(Expr.VectorSelector selector) {
    return Optional.of(selector.name())
        .filter(name -> !name.isEmpty())
        .or(() ->
            selector.matchers().stream()
                .filter(matcher -> matcher.label().equals(LabelMatcher.METRIC_NAME))
                .filter(matcher -> matcher.kind() == LabelMatcher.Kind.EQUAL)
                .map(LabelMatcher::value)
                .findFirst())
        .orElseThrow(() -> notSimulated(selector, "a selector without a metric name"));
  }

  static NotSimulatedException notSimulated(Expr expr, String what) {
    return new NotSimulatedException(Promql.print(expr) + ": " + what + " is not simulated");
  }
}
