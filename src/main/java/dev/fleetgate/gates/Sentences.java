package dev.fleetgate.gates;

import dev.fleetgate.gates.condition.Condition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words for numbers in verdicts.
final class Sentences {
  private static final int SHOWN = 3;

  /// Significant digits that are enough for a reader.
  private static final int FEW_DIGITS = 6;

  /// Significant digits that tell any two doubles apart.
  private static final int ALL_DIGITS = 17;

  private Sentences() {}

  /// `value 0.071`, or `result [1, 2, 3 of 14]`: with six significant digits, or with as many more
  /// as it takes that no two different numbers of the result and of the conditions look alike, and
  /// that the conditions say of what is shown what they say of the result.
  static String values(List<Double> values, List<Condition> conditions) {
    int digits = FEW_DIGITS;
    while (digits < ALL_DIGITS && !clear(values, conditions, digits)) {
      digits++;
    }
    int enough = digits;
    if (values.size() == 1) {
      return "value " + rounded(values.getFirst(), enough);
    }
    String shown =
        values.stream()
            .limit(SHOWN)
            .map(value -> rounded(value, enough))
            .collect(Collectors.joining(", "));
    String rest = values.size() > SHOWN ? " of " + values.size() : "";
    return "result [" + shown + rest + "]";
  }

  private static boolean clear(List<Double> values, List<Condition> conditions, int digits) {
    Set<Double> different = new HashSet<>(values);
    conditions.forEach(condition -> different.addAll(condition.numbers()));
    Set<String> written =
        different.stream()
            .flatMap(number ->
                values.contains(number)
                    ? Stream.of(rounded(number, digits))
                    : Stream.of(number(number)))
            .collect(Collectors.toSet());
    List<Double> read = values.stream().map(value -> parse(rounded(value, digits))).toList();
    return written.size() == different.size()
        && conditions.stream()
            .allMatch(condition -> condition.holds(read) == condition.holds(values));
  }

  private static String rounded(double value, int digits) {
    return Double.isFinite(value)
        ? number(
            BigDecimal.valueOf(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .doubleValue())
        : number(value);
  }

  /// The shortest decimal that is this number and no other, as Prometheus writes it: `0.071`, `12`,
  /// `NaN`, `+Inf`.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (Math.abs(value) >= 1e15 || (value != 0 && Math.abs(value) < 1e-6)) {
      return Double.toString(value);
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /// Reads what [#number] wrote.
  static double parse(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /// `1 failure`, `4 failures`.
  static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
