package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import java.util.Optional;

/// Reads lengths of time: behind `offset`, and in brackets.
///
/// Behind `offset` a formula must be in parentheses or a call, since an operator there belongs to
/// the expression around it: `x offset 5m + 1` adds to `x`. Two oddities of Prometheus's grammar
/// are kept: an operator behind parentheses without a sign, or behind two signs, belongs to the
/// formula.
final class DurationParser {
  private static final String LENGTH =
      "a number, a duration, step(), range(), max_of() or min_of()";

  private final Tokens tokens;

  DurationParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// A length in brackets, greater than zero as far as that can be seen.
  DurationExpr positive() {
    DurationExpr length = formula(0);
    if (length instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
      throw new Refusal(
          literal.span().start(),
          "duration " + Numbers.print(literal.seconds()) + "s",
          "greater than 0");
    }
    return length;
  }

  /// What stands behind `offset`.
  DurationExpr offset() {
    if (sign() && !signAt(1)) {
      Token sign = tokens.next();
      if (tokens.at("(")) {
        return signed(sign, group(), false);
      }
      return signed(sign, atom(), true);
    }
    return tokens.at("(") || sign() ? formula(0) : atom();
  }

  private DurationExpr formula(int least) {
    tokens.enter();
    DurationExpr left = operand();
    for (var found = operator(least); found.isPresent(); found = operator(least)) {
      Token token = tokens.next();
      left = arithmetic(token, found.get(), left, formula(found.get().rightPrecedence()));
    }
    tokens.leave();
    return left;
  }

  private Optional<BinaryOperator> operator(int least) {
    return BinaryOperator.of(tokens.peek().word())
        .filter(found -> found.kind() == BinaryOperator.Kind.ARITHMETIC)
        .filter(found -> found != BinaryOperator.ATAN2 && found.precedence() >= least);
  }

  private static DurationExpr arithmetic(
      Token token, BinaryOperator operator, DurationExpr left, DurationExpr right) {
    boolean divides = operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO;
    if (divides && right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
      throw new Refusal(token.start(), "division by zero", "a divisor other than 0");
    }
    return new DurationExpr.Arithmetic(operator, left, right);
  }

  private DurationExpr operand() {
    if (sign()) {
      Token sign = tokens.next();
      return signed(sign, formula(BinaryOperator.SIGN_PRECEDENCE + 1), false);
    }
    return tokens.at("(") ? group() : atom();
  }

  private DurationExpr group() {
    Token open = tokens.next();
    DurationExpr inner = formula(0);
    Span span = open.span().to(tokens.expect(")", "\")\" behind the duration").span());
    boolean stays = inner instanceof DurationExpr.Literal || inner instanceof DurationExpr.Group;
    return stays ? inner : new DurationExpr.Group(inner, span);
  }

  /// A literal takes the sign in; before a formula `+` is dropped unless it is kept on purpose.
  private static DurationExpr signed(Token sign, DurationExpr operand, boolean keepPlus) {
    boolean negative = sign.is("-");
    Span span = sign.span().to(operand.span());
    if (operand instanceof DurationExpr.Literal(double seconds, boolean unit, _)) {
      return new DurationExpr.Literal(negative ? -seconds : seconds, unit, span);
    }
    return negative || keepPlus ? new DurationExpr.Signed(negative, operand, span) : operand;
  }

  private DurationExpr atom() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> literal(tokens.next());
      case KEYWORD -> call(token);
      case NAME, METRIC_NAME, STRING, SYMBOL, END, ERROR -> throw tokens.unexpected(LENGTH);
    };
  }

  private DurationExpr call(Token token) {
    return switch (token.word()) {
      case "step" -> ofQuery(DurationExpr.OfQuery.Kind.STEP);
      case "range" -> ofQuery(DurationExpr.OfQuery.Kind.RANGE);
      case "max_of" -> extreme(true);
      case "min_of" -> extreme(false);
      default -> throw tokens.unexpected(LENGTH);
    };
  }

  private DurationExpr ofQuery(DurationExpr.OfQuery.Kind kind) {
    Token name = tokens.next();
    tokens.expect("(", "\"(\"");
    Token close = tokens.expect(")", "\")\"");
    return new DurationExpr.OfQuery(kind, name.span().to(close.span()));
  }

  private DurationExpr extreme(boolean greatest) {
    Token name = tokens.next();
    tokens.expect("(", "\"(\"");
    DurationExpr left = formula(0);
    tokens.expect(",", "\",\" and a second duration");
    DurationExpr right = formula(0);
    Token close = tokens.expect(")", "\")\" behind two durations");
    return new DurationExpr.Extreme(greatest, left, right, name.span().to(close.span()));
  }

  /// @throws Refusal beyond what Prometheus can hold; NaN too, see ADR 0003
  private DurationExpr literal(Token token) {
    double seconds = Numbers.seconds(token);
    if (!(seconds <= DurationExpr.MOST_SECONDS)) {
      throw new Refusal(
          token.start(), "duration " + Numbers.print(seconds) + "s", "at most 292 years");
    }
    boolean unit = token.kind() == Token.Kind.DURATION;
    return new DurationExpr.Literal(seconds, unit, token.span());
  }

  private boolean sign() {
    return tokens.at("+") || tokens.at("-");
  }

  private boolean signAt(int ahead) {
    return tokens.peek(ahead).is("+") || tokens.peek(ahead).is("-");
  }
}
