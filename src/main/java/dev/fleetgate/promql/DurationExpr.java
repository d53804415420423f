package dev.fleetgate.promql;

import java.time.Duration;
import java.util.Optional;

/// A length of time behind `offset` or in brackets: a literal, or since Prometheus 3.14 a formula.
public sealed interface DurationExpr {
  /// The longest that Prometheus can hold, about 292 years, in seconds.
  double MOST_SECONDS = 9_223_372_036.854776;

  /// The piece of text that the node was parsed from.
  Span span();

  /// A number of seconds, with a folded sign.
  ///
  /// @param unit true if written with units, such as `5m`
  record Literal(double seconds, boolean unit, Span span) implements DurationExpr {
    /// Rounded to nanoseconds, halves away from zero.
    public Duration length() {
      long nanos = Math.round(Math.abs(seconds) * 1e9);
      return Duration.ofNanos(seconds < 0 ? -nanos : nanos);
    }
  }

  /// A formula in parentheses; a literal in parentheses is just the literal.
  record Group(DurationExpr inner, Span span) implements DurationExpr {}

  /// A sign before a formula.
  ///
  /// @param negative true for `-`, false for `+`
  record Signed(boolean negative, DurationExpr operand, Span span) implements DurationExpr {}

  /// @param operator of the kind arithmetic, `atan2` excepted
  record Arithmetic(BinaryOperator operator, DurationExpr left, DurationExpr right)
      implements DurationExpr {
    @Override
    public Span span() {
      return left.span().to(right.span());
    }
  }

  /// `max_of(left, right)` or `min_of(left, right)`.
  ///
  /// @param greatest true for `max_of`
  record Extreme(boolean greatest, DurationExpr left, DurationExpr right, Span span)
      implements DurationExpr {}

  /// A length that only the query's sender knows.
  ///
  /// @param kind the step between its instants, or its whole range
  record OfQuery(Kind kind, Span span) implements DurationExpr {
    /// Written `step()` and `range()`.
    public enum Kind {
      STEP,
      RANGE
    }
  }

  /// The length, if it is the same for every query; empty if it depends on the query, or is not
  /// finite or too long, which Prometheus refuses when it evaluates.
  default Optional<Duration> constant() {
    if (this instanceof Literal literal) {
      return Optional.of(literal.length());
    }
    double seconds = seconds(this);
    if (Double.isNaN(seconds) || Math.abs(seconds) > MOST_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
  }

  /// In seconds; NaN stands for what cannot be known here, and every formula hands it on.
  private static double seconds(DurationExpr expr) {
    return switch (expr) {
      case Literal literal -> literal.seconds();
      case Group(var inner, _) -> seconds(inner);
      case Signed(var negative, var operand, _) -> negative ? -seconds(operand) : seconds(operand);
      case Arithmetic(var operator, var left, var right) ->
          compute(operator, seconds(left), seconds(right));
      case Extreme(var greatest, var left, var right, _) ->
          greatest
              ? Math.max(seconds(left), seconds(right))
              : Math.min(seconds(left), seconds(right));
      case OfQuery _ -> Double.NaN;
    };
  }

  private static double compute(BinaryOperator operator, double left, double right) {
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Double.NaN;
    }
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? Double.NaN : left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      case OR, AND, UNLESS, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          Double.NaN;
      case TRIM_UPPER, TRIM_LOWER, ATAN2 -> Double.NaN;
    };
  }
}
