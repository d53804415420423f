package dev.fleetgate.sim;

import dev.fleetgate.promql.BinaryOperator;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.Expr.VectorMatching;
import dev.fleetgate.promql.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Operations on two operands: numbers, a number and a vector, or two vectors one to one.
final class BinaryOperations {
  private final Expr.Binary binary;
  private final Evaluator around;

  private BinaryOperations(Expr.Binary binary, Evaluator around) {
    this.binary = binary;
    this.around = around;
  }

  static double scalar(Expr.Binary binary, Evaluator around) {
    BinaryOperations operation = new BinaryOperations(binary, around);
    double left = around.scalar(binary.left());
    double right = around.scalar(binary.right());
    return binary.operator().kind() == BinaryOperator.Kind.COMPARISON
        ? (operation.holds(left, right) ? 1 : 0)
        : operation.compute(left, right);
  }

  static List<Series> vector(Expr.Binary binary, Evaluator around) {
    BinaryOperations operation = new BinaryOperations(binary, around);
    if (binary.matching().isPresent()) {
      VectorMatching matching = binary.matching().get();
      return binary.operator().kind() == BinaryOperator.Kind.SET
          ? operation.set(matching)
          : operation.pairs(matching);
    }
    boolean numberLeft = binary.left().type() == ValueType.SCALAR;
    double number = around.scalar(numberLeft ? binary.left() : binary.right());
    List<Series> results = new ArrayList<>();
    for (Series series : around.vector(numberLeft ? binary.right() : binary.left())) {
      (numberLeft
              ? operation.result(series, number, series.value())
              : operation.result(series, series.value(), number))
          .ifPresent(results::add);
    }
    return results;
  }

  private List<Series> pairs(VectorMatching matching) {
    if (matching.cardinality() != VectorMatching.Cardinality.ONE_TO_ONE) {
      throw Evaluator.notSimulated(binary, "group_left and group_right");
    }
    Map<Map<String, String>, Series> rights = new HashMap<>();
    for (Series right : around.vector(binary.right())) {
      if (rights.put(right.key(matching.on(), matching.labels()), right) != null) {
        throw Evaluator.notSimulated(binary, "several series of one match group");
      }
    }
    List<Series> results = new ArrayList<>();
    for (Series left : around.vector(binary.left())) {
      Series right = rights.get(left.key(matching.on(), matching.labels()));
      if (right != null) {
        result(left, left.value(), right.value())
            .map(one ->
                arithmetic()
                    ? new Series(
                        left.key(matching.on(), matching.labels()), one.value(), one.time())
                    : one)
            .ifPresent(results::add);
      }
    }
    return results;
  }

  private List<Series> set(VectorMatching matching) {
    List<Series> left = around.vector(binary.left());
    List<Series> right = around.vector(binary.right());
    boolean union = binary.operator() == BinaryOperator.OR;
    Set<Map<String, String>> keys = new HashSet<>();
    (union ? left : right).forEach(one -> keys.add(one.key(matching.on(), matching.labels())));
    boolean wanted = binary.operator() == BinaryOperator.AND;
    List<Series> results = new ArrayList<>(union ? left : List.of());
    for (Series one : union ? right : left) {
      if (keys.contains(one.key(matching.on(), matching.labels())) == wanted) {
        results.add(one);
      }
    }
    return results;
  }

  private boolean arithmetic() {
    return binary.operator().kind() == BinaryOperator.Kind.ARITHMETIC;
  }

  /// A comparison lets a series through with its name, or yields 0 or 1.
  private Optional<Series> result(Series series, double left, double right) {
    if (arithmetic()) {
      return Optional.of(series.unnamed(compute(left, right), around.time()));
    }
    boolean holds = holds(left, right);
    if (binary.returnsBool()) {
      return Optional.of(series.unnamed(holds ? 1 : 0, around.time()));
    }
    return holds
        ? Optional.of(new Series(series.labels(), series.value(), around.time()))
        : Optional.empty();
  }

  private double compute(double left, double right) {
    return switch (binary.operator()) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      case ATAN2 -> Math.atan2(left, right);
      case OR, AND, UNLESS, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw Evaluator.notSimulated(binary, "this operation");
      case TRIM_UPPER, TRIM_LOWER -> throw Evaluator.notSimulated(binary, "this operation");
    };
  }

  private boolean holds(double left, double right) {
    return switch (binary.operator()) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case OR, AND, UNLESS, TRIM_UPPER, TRIM_LOWER ->
          throw Evaluator.notSimulated(binary, "this operation");
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2 ->
          throw Evaluator.notSimulated(binary, "this operation");
    };
  }
}
