package dev.fleetgate.gates.condition;

/// What a condition looks at.
///
/// @param value whether it asks for the one number
/// @param length whether it asks how many series there are
/// @param highestIndex of the elements it asks for; -1 if it asks for none
record Use(boolean value, boolean length, int highestIndex) {
  private static final Use NOTHING = new Use(false, false, -1);

  static Use of(Term term) {
    return switch (term) {
      case Term.ResultList _, Term.Literal _, Term.Constant _ -> NOTHING;
      case Term.TheValue _ -> new Use(true, false, -1);
      case Term.Length _ -> new Use(false, true, -1);
      case Term.Element(var index) -> new Use(false, false, index);
      case Term.Negative(var operand) -> of(operand);
      case Term.IsNotANumber(var operand) -> of(operand);
      case Term.Not(var operand) -> of(operand);
      case Term.Arithmetic(_, var left, var right) -> of(left).and(of(right));
      case Term.Comparison(_, var left, var right) -> of(left).and(of(right));
      case Term.And(var left, var right) -> of(left).and(of(right));
      case Term.Or(var left, var right) -> of(left).and(of(right));
    };
  }

  boolean nothing() {
    return equals(NOTHING);
  }

  private Use and(Use other) {
    return new Use(
        value || other.value, length || other.length, Math.max(highestIndex, other.highestIndex));
  }
}
