package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import java.time.Instant;
import java.util.Optional;

/// Reads what follows a value and says when it is read: `[range]`, `[range:step]`, `offset`, `@`.
final class ModifierParser {
  private final Tokens tokens;
  private final DurationParser durations;

  ModifierParser(Tokens tokens) {
    this.tokens = tokens;
    this.durations = new DurationParser(tokens);
  }

  /// The value with all modifiers that follow it.
  Expr modified(Expr value) {
    Expr expr = value;
    while (true) {
      Token token = tokens.peek();
      switch (token.word()) {
        case "[" -> expr = range(expr);
        case "offset" -> expr = offset(expr);
        case "@" -> expr = at(expr);
        case "anchored", "smoothed" ->
            throw new Refusal(
                token.start(), "modifier " + token.word(), "no experimental modifier");
        default -> {
          return expr;
        }
      }
    }
  }

  private Expr range(Expr inner) {
    Token open = tokens.next();
    DurationExpr range = durations.positive();
    if (tokens.accept(":")) {
      Optional<DurationExpr> step =
          tokens.at("]") ? Optional.empty() : Optional.of(durations.positive());
      Token close = tokens.expect("]", "\"]\" behind the step of a subquery");
      Span span = inner.span().to(close.span());
      return TypeRules.subquery(
          new Expr.Subquery(inner, range, step, Optional.empty(), Optional.empty(), span));
    }
    Token close = tokens.expect("]", "\"]\" or \":\" behind a range");
    if (!(inner instanceof Expr.VectorSelector selector)) {
      throw new Refusal(
          open.start(),
          "a range behind an expression",
          "a range behind a selector, or a subquery such as [5m:]");
    }
    refuseEarlyModifiers(open, selector);
    return new Expr.MatrixSelector(selector, range, selector.span().to(close.span()));
  }

  /// As Prometheus does: a formula and `@ start()` before the range go through.
  private static void refuseEarlyModifiers(Token open, Expr.VectorSelector selector) {
    if (selector.offset().orElse(null) instanceof DurationExpr.Literal) {
      throw new Refusal(open.start(), "a range behind an offset", "the offset behind the range");
    }
    if (selector.at().orElse(null) instanceof Expr.At.Fixed) {
      throw new Refusal(open.start(), "a range behind @", "@ behind the range");
    }
  }

  /// A literal zero says nothing, and another offset may follow it, as in Prometheus.
  private Expr offset(Expr expr) {
    Token word = tokens.next();
    Expr.Timed timed = timed(word, expr);
    refuseIf(timed.offset().isPresent(), word);
    DurationExpr length = durations.offset();
    return length instanceof DurationExpr.Literal literal && literal.length().isZero()
        ? timed
        : timed.withOffset(length, expr.span().to(tokens.last().span()));
  }

  private Expr at(Expr expr) {
    Token word = tokens.next();
    Expr.Timed timed = timed(word, expr);
    refuseIf(timed.at().isPresent(), word);
    Expr.At time = time();
    return timed.withAt(time, expr.span().to(tokens.last().span()));
  }

  private static Expr.Timed timed(Token word, Expr expr) {
    if (expr instanceof Expr.Timed timed) {
      return timed;
    }
    throw new Refusal(
        word.start(),
        "\"" + word.text() + "\" behind an expression",
        "behind a selector, with or without range, or a subquery");
  }

  private static void refuseIf(boolean second, Token word) {
    if (second) {
      throw new Refusal(word.start(), "a second " + word.text(), "one " + word.text());
    }
  }

  private Expr.At time() {
    if (tokens.at("start") || tokens.at("end")) {
      boolean start = tokens.next().is("start");
      tokens.expect("(", "\"()\"");
      tokens.expect(")", "\")\"");
      return start ? Expr.At.Edge.START : Expr.At.Edge.END;
    }
    boolean negative = tokens.at("-");
    if (!tokens.accept("-")) {
      tokens.accept("+");
    }
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.NUMBER && token.kind() != Token.Kind.DURATION) {
      throw tokens.unexpected("a Unix time in seconds, start() or end()");
    }
    double seconds = Numbers.seconds(tokens.next());
    if (Double.isNaN(seconds) || seconds >= Long.MAX_VALUE) {
      throw new Refusal(token.start(), "time " + token.text(), "a Unix time of 64 bits");
    }
    long millis = Math.round(seconds * 1000);
    return new Expr.At.Fixed(Instant.ofEpochMilli(negative ? -millis : millis));
  }
}
