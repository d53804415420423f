package dev.fleetgate.promql;

import dev.fleetgate.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes expressions as text.
public final class Promql {
  private static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern NO_GROUPING_LABEL =
      Pattern.compile("without|inf|nan", Pattern.CASE_INSENSITIVE);

  private Promql() {}

  /// On one line, without comments; parsed again it gives the same tree.
  public static String print(Expr expr) {
    StringBuilder out = new StringBuilder();
    write(expr, out);
    return out.toString();
  }

  private static void write(Expr expr, StringBuilder out) {
    switch (expr) {
      case Expr.NumberLiteral(var value, var duration, _) -> out.append(number(value, duration));
      case Expr.StringLiteral it -> out.append(Quoting.quote(it.value()));
      case Expr.Paren it -> {
        out.append('(');
        write(it.inner(), out);
        out.append(')');
      }
      case Expr.Unary it -> {
        out.append(it.negative() ? '-' : '+');
        write(it.operand(), out);
      }
      case Expr.Binary it -> writeBinary(it, out);
      case Expr.VectorSelector it -> out.append(series(it)).append(modifiers(it));
      case Expr.MatrixSelector it ->
          out.append(series(it.selector()) + "[" + length(it.range()) + "]" + modifiers(it));
      case Expr.Subquery it -> {
        write(it.inner(), out);
        out.append('[').append(length(it.range())).append(':');
        out.append(it.step().map(Promql::length).orElse("")).append(']');
        out.append(modifiers(it));
      }
      case Expr.Aggregation it -> writeAggregation(it, out);
      case Expr.Call it -> {
        out.append(it.function().name());
        writeArguments(it.arguments(), out);
      }
    }
  }

  private static void writeBinary(Expr.Binary it, StringBuilder out) {
    write(it.left(), out);
    out.append(' ').append(it.operator().symbol()).append(it.returnsBool() ? " bool" : "");
    it.matching().ifPresent(matching -> out.append(matching(matching)));
    out.append(' ');
    write(it.right(), out);
  }

  private static String matching(Expr.VectorMatching matching) {
    String labels = (matching.on() ? " on " : " ignoring ") + labels(matching.labels());
    return switch (matching.cardinality()) {
      case ONE_TO_ONE, MANY_TO_MANY -> matching.on() || !matching.labels().isEmpty() ? labels : "";
      case MANY_TO_ONE -> labels + " group_left " + labels(matching.include());
      case ONE_TO_MANY -> labels + " group_right " + labels(matching.include());
    };
  }

  private static void writeAggregation(Expr.Aggregation it, StringBuilder out) {
    out.append(it.aggregator().word());
    if (it.without() || !it.labels().isEmpty()) {
      out.append(it.without() ? " without " : " by ").append(labels(it.labels())).append(' ');
    }
    writeArguments(
        it.parameter().map(parameter -> List.of(parameter, it.inner())).orElse(List.of(it.inner())),
        out);
  }

  private static void writeArguments(List<Expr> arguments, StringBuilder out) {
    out.append('(');
    String separator = "";
    for (Expr argument : arguments) {
      out.append(separator);
      write(argument, out);
      separator = ", ";
    }
    out.append(')');
  }

  private static String series(Expr.VectorSelector selector) {
    String braces =
        selector.matchers().stream().map(Promql::matcher).collect(Collectors.joining(","));
    return braces.isEmpty() ? selector.name() : selector.name() + "{" + braces + "}";
  }

  private static String matcher(LabelMatcher matcher) {
    String label = matcher.label();
    String name = PLAIN_LABEL.matcher(label).matches() ? label : Quoting.quote(label);
    return name + matcher.kind().symbol() + Quoting.quote(matcher.value());
  }

  private static String labels(List<String> labels) {
    return labels.stream().map(Promql::label).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String label(String label) {
    boolean plain =
        PLAIN_LABEL.matcher(label).matches() && !NO_GROUPING_LABEL.matcher(label).matches();
    return plain ? label : Quoting.quote(label);
  }

  private static String modifiers(Expr.Timed it) {
    return it.at().map(Promql::at).orElse("")
        + it.offset().map(length -> " offset " + offset(length)).orElse("");
  }

  private static String at(Expr.At at) {
    return switch (at) {
      case Expr.At.Fixed(var instant) -> " @ " + Numbers.print(instant.toEpochMilli() / 1000.0);
      case Expr.At.Edge edge -> edge == Expr.At.Edge.START ? " @ start()" : " @ end()";
    };
  }

  /// Behind `offset` an operator belongs to the expression around, so a formula is told apart by
  /// its signs: behind one sign parentheses end it, behind two it goes as far as it can.
  private static String offset(DurationExpr length) {
    return switch (length) {
      case DurationExpr.Literal _, DurationExpr.OfQuery _, DurationExpr.Extreme _ -> length(length);
      case DurationExpr.Group _ -> "+" + length(length);
      case DurationExpr.Signed(_, DurationExpr.Group _, _) -> length(length);
      case DurationExpr.Signed(_, DurationExpr.OfQuery _, _) -> length(length);
      case DurationExpr.Signed(_, DurationExpr.Extreme _, _) -> length(length);
      case DurationExpr.Signed _, DurationExpr.Arithmetic _ -> "++" + length(length);
    };
  }

  private static String length(DurationExpr length) {
    return switch (length) {
      case DurationExpr.Literal(var seconds, var unit, _) -> number(seconds, unit);
      case DurationExpr.Group(var inner, _) -> "(" + length(inner) + ")";
      case DurationExpr.Signed(var negative, var operand, _) ->
          (negative ? "-" : "+") + length(operand);
      case DurationExpr.Arithmetic(var operator, var left, var right) ->
          operand(left) + " " + operator.symbol() + " " + operand(right);
      case DurationExpr.Extreme(var greatest, var left, var right, _) ->
          (greatest ? "max_of(" : "min_of(") + length(left) + ", " + length(right) + ")";
      case DurationExpr.OfQuery it ->
          it.kind() == DurationExpr.OfQuery.Kind.STEP ? "step()" : "range()";
    };
  }

  /// A negative literal stands in parentheses, or its sign would take in `^` and what follows.
  private static String operand(DurationExpr length) {
    return length instanceof DurationExpr.Literal literal && literal.seconds() < 0
        ? "(" + length(literal) + ")"
        : length(length);
  }

  private static String number(double value, boolean duration) {
    if (!duration) {
      return Numbers.print(value);
    }
    String sign = 1 / value < 0 ? "-" : "";
    return sign + Durations.print(Duration.ofMillis(Math.round(Math.abs(value) * 1000)));
  }
}
