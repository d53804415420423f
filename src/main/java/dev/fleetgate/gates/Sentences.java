package dev.fleetgate.gates;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// Words for numbers in verdicts.
final class Sentences {
  private static final int SHOWN = 3;

  private Sentences() {}

  /// `value 0.071`, or `result [1, 2, 3 of 14]`.
  static String values(List<Double> values) {
    if (values.size() == 1) {
      return "value " + number(values.getFirst());
    }
    String shown =
        values.stream().limit(SHOWN).map(Sentences::number).collect(Collectors.joining(", "));
    String rest = values.size() > SHOWN ? " of " + values.size() : "";
    return "result [" + shown + rest + "]";
  }

  /// As Prometheus writes it: `0.071`, `12`, `NaN`, `+Inf`.
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
