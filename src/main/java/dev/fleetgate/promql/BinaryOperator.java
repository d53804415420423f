package dev.fleetgate.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The operators between two operands. All but `^` associate to the left.
///
/// Source: `promql/parser/generated_parser.y` of Prometheus 3.14.
public enum BinaryOperator {
  OR("or", 1, Kind.SET),
  AND("and", 2, Kind.SET),
  UNLESS("unless", 2, Kind.SET),
  EQUAL("==", 3, Kind.COMPARISON),
  NOT_EQUAL("!=", 3, Kind.COMPARISON),
  LESS("<", 3, Kind.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
  GREATER(">", 3, Kind.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
  TRIM_UPPER("</", 3, Kind.TRIM),
  TRIM_LOWER(">/", 3, Kind.TRIM),
  ADD("+", 4, Kind.ARITHMETIC),
  SUBTRACT("-", 4, Kind.ARITHMETIC),
  MULTIPLY("*", 5, Kind.ARITHMETIC),
  DIVIDE("/", 5, Kind.ARITHMETIC),
  MODULO("%", 5, Kind.ARITHMETIC),
  ATAN2("atan2", 5, Kind.ARITHMETIC),
  POWER("^", 6, Kind.ARITHMETIC);

  /// What an operator does to its operands; `TRIM` cuts histograms.
  public enum Kind {
    SET,
    COMPARISON,
    TRIM,
    ARITHMETIC
  }

  /// How tightly a sign in front of an operand binds: as `*`, so that `-a ^ b` is `-(a ^ b)`.
  static final int SIGN_PRECEDENCE = 5;

  private static final Map<String, BinaryOperator> BY_SYMBOL =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, Function.identity()));

  private final String symbol;
  private final int precedence;
  private final Kind kind;

  BinaryOperator(String symbol, int precedence, Kind kind) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.kind = kind;
  }

  /// As it is written, such as `==` or `unless`.
  public String symbol() {
    return symbol;
  }

  public Kind kind() {
    return kind;
  }

  /// From 1 (binds last) to 6.
  int precedence() {
    return precedence;
  }

  /// The least precedence of an operator inside the right operand of this one.
  int rightPrecedence() {
    return this == POWER ? precedence : precedence + 1;
  }

  /// Empty if the text, in lower case, is no operator.
  static Optional<BinaryOperator> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }
}
