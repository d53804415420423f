package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;

/// Reads PromQL as Prometheus 3.14 with default flags does. Experimental functions, `limitk`,
/// `limit_ratio`, `anchored`, `smoothed` and `fill` are refused as it refuses them; duration
/// formulas, which 3.14 enables, are read.
public final class PromqlParser {
  private PromqlParser() {}

  /// Parses one expression. Every text has an outcome; nothing is thrown.
  public static ParseOutcome parse(String text) {
    try {
      Tokens tokens = new Tokens(Lexer.lex(text));
      if (tokens.peek().kind() == Token.Kind.END) {
        throw new Refusal(0, "nothing", "an expression");
      }
      Expr expr = new ExpressionParser(tokens).expression(0);
      if (tokens.peek().kind() != Token.Kind.END) {
        throw tokens.unexpected("an operator or the end of the expression");
      }
      return new ParseOutcome.Parsed(expr);
    } catch (Refusal refusal) {
      return refusal.outcome();
    }
  }
}
