package dev.fleetgate.promql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads expressions by operator precedence (Pratt's method).
///
/// 1. An operand is a sign with its operand, or a value with its modifiers.
/// 2. While the next operator binds at least as tightly as asked for, the expression so far becomes
///    its left operand; its right operand is an expression of the operator's own tightness.
/// 3. Types are checked as soon as a node stands.
///
/// Invariant: what is returned is well typed, and nothing behind it was read.
final class ExpressionParser {
  private static final Set<String> CALLED_KEYWORDS =
      Set.of("start", "end", "step", "range", "max_of", "min_of");
  private static final Set<String> AGGREGATION_STARTS = Set.of("(", "by", "without");

  private final Tokens tokens;
  private final SelectorParser selectors;
  private final ModifierParser modifiers;
  private final CallParser calls;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
    this.selectors = new SelectorParser(tokens);
    this.modifiers = new ModifierParser(tokens);
    this.calls = new CallParser(tokens, this, selectors);
  }

  /// An expression whose operators all have at least this precedence.
  Expr expression(int least) {
    tokens.enter();
    Expr left = operand();
    for (var found = operator(least); found.isPresent(); found = operator(least)) {
      left = binary(left, found.get());
    }
    tokens.leave();
    return left;
  }

  private Optional<BinaryOperator> operator(int least) {
    return BinaryOperator.of(tokens.peek().word()).filter(found -> found.precedence() >= least);
  }

  private Expr operand() {
    return tokens.at("+") || tokens.at("-") ? signed() : modifiers.modified(value());
  }

  private Expr signed() {
    Token sign = tokens.next();
    boolean negative = sign.is("-");
    Expr operand = expression(BinaryOperator.SIGN_PRECEDENCE + 1);
    Span span = sign.span().to(operand.span());
    if (operand instanceof Expr.NumberLiteral(double value, boolean duration, _)) {
      return new Expr.NumberLiteral(negative ? -value : value, duration, span);
    }
    return TypeRules.unary(new Expr.Unary(negative, operand, span));
  }

  private Expr value() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> number(tokens.next());
      case STRING -> new Expr.StringLiteral(Quoting.unquote(tokens.next()), token.span());
      case SYMBOL -> tokens.at("(") ? paren() : selectors.selector();
      case NAME -> tokens.peek(1).is("(") ? calls.call() : selectors.selector();
      case KEYWORD -> keyword(token);
      case METRIC_NAME, END, ERROR -> selectors.selector();
    };
  }

  private static Expr number(Token token) {
    boolean duration = token.kind() == Token.Kind.DURATION;
    return new Expr.NumberLiteral(Numbers.seconds(token), duration, token.span());
  }

  private Expr paren() {
    Token open = tokens.next();
    Expr inner = expression(0);
    Token close = tokens.expect(")", "an operator or \")\"");
    return new Expr.Paren(inner, open.span().to(close.span()));
  }

  /// A keyword starts an aggregation or a call, or is just the name of a metric.
  private Expr keyword(Token token) {
    String following = tokens.peek(1).word();
    if (CallParser.isAggregation(token.word()) && AGGREGATION_STARTS.contains(following)) {
      return calls.aggregation();
    }
    return CALLED_KEYWORDS.contains(token.word()) && following.equals("(")
        ? calls.call()
        : selectors.selector();
  }

  private Expr binary(Expr left, BinaryOperator operator) {
    Token token = tokens.next();
    boolean returnsBool = tokens.accept("bool");
    Expr.VectorMatching written = matching();
    Expr right = expression(operator.rightPrecedence());
    TypeRules rules = new TypeRules(token, operator);
    return rules.binary(left, right, returnsBool, written);
  }

  private Expr.VectorMatching matching() {
    boolean on = tokens.at("on");
    if (!on && !tokens.at("ignoring")) {
      refuseFill();
      return new Expr.VectorMatching(
          Expr.VectorMatching.Cardinality.ONE_TO_ONE, false, List.of(), List.of());
    }
    tokens.next();
    List<String> labels = selectors.labels();
    Expr.VectorMatching.Cardinality cardinality = Expr.VectorMatching.Cardinality.ONE_TO_ONE;
    List<String> include = List.of();
    if (tokens.at("group_left") || tokens.at("group_right")) {
      cardinality =
          tokens.next().is("group_left")
              ? Expr.VectorMatching.Cardinality.MANY_TO_ONE
              : Expr.VectorMatching.Cardinality.ONE_TO_MANY;
      include = tokens.at("(") ? selectors.labels() : List.of();
    }
    refuseFill();
    return new Expr.VectorMatching(cardinality, on, labels, include);
  }

  private void refuseFill() {
    if (tokens.at("fill") || tokens.at("fill_left") || tokens.at("fill_right")) {
      throw tokens.unexpected("an operand; fill modifiers are experimental");
    }
  }
}
