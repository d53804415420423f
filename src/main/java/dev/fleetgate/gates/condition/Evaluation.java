package dev.fleetgate.gates.condition;

import java.util.List;
import java.util.OptionalDouble;

/// A condition asked of one result.
///
/// @param result its numbers, in the order of the answer
record Evaluation(List<Double> result) {
  Truth truth(Term.TruthTerm term) {
    return switch (term) {
      case Term.Constant(var value) -> Truth.of(value);
      case Term.Not(var operand) -> truth(operand).negated();
      case Term.And(var left, var right) -> and(left, right);
      case Term.Or(var left, var right) -> or(left, right);
      case Term.IsNotANumber(var operand) -> isNotANumber(operand);
      case Term.Comparison comparison -> compare(comparison);
    };
  }

  private Truth and(Term.TruthTerm left, Term.TruthTerm right) {
    Truth first = truth(left);
    return first == Truth.TRUE ? truth(right) : first;
  }

  private Truth or(Term.TruthTerm left, Term.TruthTerm right) {
    Truth first = truth(left);
    return first == Truth.FALSE ? truth(right) : first;
  }

  private Truth isNotANumber(Term.NumberTerm operand) {
    OptionalDouble number = number(operand);
    return number.isEmpty() ? Truth.NO_SUCH_SERIES : Truth.of(Double.isNaN(number.getAsDouble()));
  }

  private Truth compare(Term.Comparison comparison) {
    OptionalDouble left = number(comparison.left());
    OptionalDouble right = number(comparison.right());
    if (left.isEmpty() || right.isEmpty()) {
      return Truth.NO_SUCH_SERIES;
    }
    if (Double.isNaN(left.getAsDouble()) || Double.isNaN(right.getAsDouble())) {
      return Truth.NOT_A_NUMBER;
    }
    return Truth.of(comparison.relation().holds(left.getAsDouble(), right.getAsDouble()));
  }

  /// Empty if the series asked for is not there.
  private OptionalDouble number(Term.NumberTerm term) {
    return switch (term) {
      case Term.Literal(var value) -> OptionalDouble.of(value);
      case Term.TheValue _ -> result.size() == 1 ? element(0) : OptionalDouble.empty();
      case Term.Element(var index) -> element(index);
      case Term.Length _ -> OptionalDouble.of(result.size());
      case Term.Negative(var operand) -> negative(number(operand));
      case Term.Arithmetic arithmetic -> join(arithmetic);
    };
  }

  private OptionalDouble element(int index) {
    return index < result.size() ? OptionalDouble.of(result.get(index)) : OptionalDouble.empty();
  }

  private static OptionalDouble negative(OptionalDouble number) {
    return number.isEmpty() ? number : OptionalDouble.of(-number.getAsDouble());
  }

  private OptionalDouble join(Term.Arithmetic arithmetic) {
    OptionalDouble left = number(arithmetic.left());
    OptionalDouble right = number(arithmetic.right());
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(arithmetic.operator().apply(left.getAsDouble(), right.getAsDouble()));
  }
}
