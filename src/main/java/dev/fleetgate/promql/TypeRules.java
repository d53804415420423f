package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import java.util.Optional;

/// What may be combined with what.
///
/// Source: `checkAST` in `promql/parser/parse.go` of Prometheus 3.14.
final class TypeRules {
  private final Token token;
  private final BinaryOperator operator;

  /// The rules of one binary operation.
  TypeRules(Token token, BinaryOperator operator) {
    this.token = token;
    this.operator = operator;
  }

  static Expr unary(Expr.Unary unary) {
    if (!isComputable(unary.type())) {
      throw new Refusal(
          unary.span().start(), "a sign before a " + unary.type().words(), "a number or a vector");
    }
    return unary;
  }

  static Expr subquery(Expr.Subquery subquery) {
    expect(ValueType.VECTOR, subquery.inner(), "a subquery");
    return subquery;
  }

  static Expr aggregation(Expr.Aggregation aggregation) {
    String name = aggregation.aggregator().word();
    expect(ValueType.VECTOR, aggregation.inner(), name);
    aggregation
        .aggregator()
        .parameter()
        .ifPresent(type -> expect(type, aggregation.parameter().orElseThrow(), name));
    return aggregation;
  }

  static Expr call(Expr.Call call) {
    FunctionSignature function = call.function();
    int count = call.arguments().size();
    if (count < function.least() || count > function.most()) {
      throw new Refusal(
          call.span().start(), function.name() + " of " + count + " arguments", wanted(function));
    }
    for (int i = 0; i < count; i++) {
      expect(function.argument(i), call.arguments().get(i), function.name());
    }
    return call;
  }

  /// @param written the matching as written; dropped unless both operands are vectors
  Expr binary(Expr left, Expr right, boolean returnsBool, Expr.VectorMatching written) {
    expectComputable(left);
    expectComputable(right);
    boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
    if (operator.kind() == BinaryOperator.Kind.SET && !vectors) {
      throw refuse(operator.symbol() + " with a number", "instant vectors on both sides");
    }
    checkBool(left, right, returnsBool);
    checkLabels(written, vectors);
    Optional<Expr.VectorMatching> matching =
        vectors ? Optional.of(effective(written)) : Optional.empty();
    return new Expr.Binary(operator, left, right, returnsBool, matching);
  }

  private void checkBool(Expr left, Expr right, boolean returnsBool) {
    boolean comparison = operator.kind() == BinaryOperator.Kind.COMPARISON;
    if (returnsBool && !comparison) {
      throw refuse("bool behind " + operator.symbol(), "bool behind a comparison");
    }
    boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
    if (comparison && scalars && !returnsBool) {
      throw refuse("a comparison of two numbers", operator.symbol() + " bool between numbers");
    }
  }

  private void checkLabels(Expr.VectorMatching written, boolean vectors) {
    if (!vectors && !written.labels().isEmpty()) {
      throw refuse("vector matching with a number", "instant vectors on both sides");
    }
    written.labels().stream()
        .filter(label -> written.on() && written.include().contains(label))
        .findFirst()
        .ifPresent(label -> {
          throw refuse(
              "label \"" + label + "\" in on() and in the group modifier",
              "each label in one of them");
        });
  }

  /// Set operators always match many to many.
  private Expr.VectorMatching effective(Expr.VectorMatching written) {
    if (operator.kind() != BinaryOperator.Kind.SET) {
      return written;
    }
    if (written.cardinality() != Expr.VectorMatching.Cardinality.ONE_TO_ONE) {
      throw refuse(operator.symbol() + " with a group modifier", "no group_left or group_right");
    }
    return new Expr.VectorMatching(
        Expr.VectorMatching.Cardinality.MANY_TO_MANY,
        written.on(),
        written.labels(),
        written.include());
  }

  private Refusal refuse(String found, String expected) {
    return new Refusal(token.start(), found, expected);
  }

  private void expectComputable(Expr operand) {
    if (!isComputable(operand.type())) {
      throw new Refusal(
          operand.span().start(),
          "a " + operand.type().words() + " beside " + operator.symbol(),
          "a number or an instant vector");
    }
  }

  private static boolean isComputable(ValueType type) {
    return type == ValueType.SCALAR || type == ValueType.VECTOR;
  }

  private static void expect(ValueType wanted, Expr argument, String where) {
    if (argument.type() != wanted) {
      throw new Refusal(
          argument.span().start(), argument.type().words() + " in " + where, wanted.words());
    }
  }

  private static String wanted(FunctionSignature function) {
    if (function.least() == function.most()) {
      return String.valueOf(function.least());
    }
    return function.variadic() < 0
        ? "at least " + function.least()
        : function.least() + " to " + function.most();
  }
}
