package dev.fleetgate.gates.condition;

/// A part of a condition with its type.
sealed interface Term {
  /// A number.
  sealed interface NumberTerm extends Term {}

  /// True or false.
  sealed interface TruthTerm extends Term {}

  /// The whole result; has a length and elements, nothing else.
  record ResultList() implements Term {}

  /// A number written out.
  record Literal(double value) implements NumberTerm {}

  /// The one number of the result.
  record TheValue() implements NumberTerm {}

  /// One number of the result.
  ///
  /// @param index from 0
  record Element(int index) implements NumberTerm {}

  /// How many series the result has.
  record Length() implements NumberTerm {}

  /// A number with its sign turned.
  record Negative(NumberTerm operand) implements NumberTerm {}

  /// Two numbers joined.
  record Arithmetic(Operator operator, NumberTerm left, NumberTerm right) implements NumberTerm {}

  /// `true` or `false`, written out.
  record Constant(boolean value) implements TruthTerm {}

  /// Whether a number is none.
  record IsNotANumber(NumberTerm operand) implements TruthTerm {}

  /// Two numbers compared.
  record Comparison(Relation relation, NumberTerm left, NumberTerm right) implements TruthTerm {}

  /// The opposite.
  record Not(TruthTerm operand) implements TruthTerm {}

  /// Both; the right side is not asked if the left does not hold.
  record And(TruthTerm left, TruthTerm right) implements TruthTerm {}

  /// Either; the right side is not asked if the left holds.
  record Or(TruthTerm left, TruthTerm right) implements TruthTerm {}

  /// Arithmetic on doubles (IEEE 754): division by zero is infinite or NaN.
  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY;

    double apply(double left, double right) {
      return switch (this) {
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case DIVIDED_BY -> left / right;
      };
    }
  }

  /// Comparison of two doubles, neither of which is NaN.
  enum Relation {
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    EQUAL,
    NOT_EQUAL;

    boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case LESS_OR_EQUAL -> left <= right;
        case GREATER -> left > right;
        case GREATER_OR_EQUAL -> left >= right;
        case EQUAL -> left == right;
        case NOT_EQUAL -> left != right;
      };
    }
  }
}
