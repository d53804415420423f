package dev.fleetgate.gates.condition;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What a condition looks at.
///
/// @param value whether it asks for the one number
/// @param length whether it asks how many series there are
/// @param highestIndex of the elements it asks for; -1 if it asks for none
/// @param numbers written out in it
record Use(boolean value, boolean length, int highestIndex, Set<Double> numbers) {
  private static final Use NOTHING = new Use(false, false, -1, Set.of());

  Use {
    numbers = Set.copyOf(numbers);
  }

  static Use of(Term term) {
    return switch (term) {
      case Term.ResultList _, Term.Constant _ -> NOTHING;
      case Term.Literal(var number) -> new Use(false, false, -1, Set.of(number));
      case Term.TheValue _ -> new Use(true, false, -1, Set.of());
      case Term.Length _ -> new Use(false, true, -1, Set.of());
      case Term.Element(var index) -> new Use(false, false, index, Set.of());
      case Term.Negative(var operand) -> of(operand).negative();
      case Term.IsNotANumber(var operand) -> of(operand);
      case Term.Not(var operand) -> of(operand);
      case Term.Arithmetic(_, var left, var right) -> of(left).and(of(right));
      case Term.Comparison(_, var left, var right) -> of(left).and(of(right));
      case Term.And(var left, var right) -> of(left).and(of(right));
      case Term.Or(var left, var right) -> of(left).and(of(right));
    };
  }

  boolean nothing() {
    return !value && !length && highestIndex < 0;
  }

  private Use negative() {
    return new Use(
        value,
        length,
        highestIndex,
        numbers.stream().map(number -> -number).collect(Collectors.toSet()));
  }

  private Use and(Use other) {
    Set<Double> all = new HashSet<>(numbers);
    all.addAll(other.numbers);
    return new Use(
        value || other.value,
        length || other.length,
        Math.max(highestIndex, other.highestIndex),
        all);
  }
}
