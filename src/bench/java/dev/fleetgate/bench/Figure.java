package dev.fleetgate.bench;

import java.util.Locale;
import java.util.Optional;

/// One measured number.
///
/// @param command the benchmark that gives it
/// @param budget most that it may be, in the same unit; empty if there is none
/// @param note how it was measured, and what disturbs it
record Figure(
    String command, String what, double value, String unit, Optional<Double> budget, String note) {
  /// A figure with a budget.
  static Figure within(String command, String what, Amount amount, String note) {
    return new Figure(
        command, what, amount.value(), amount.unit(), Optional.of(amount.budget()), note);
  }

  /// A figure that stands beside others.
  static Figure plain(String command, String what, Amount amount, String note) {
    return new Figure(command, what, amount.value(), amount.unit(), Optional.empty(), note);
  }

  /// A value with its unit and, where it has one, its budget.
  record Amount(double value, String unit, double budget) {
    Amount(double value, String unit) {
      this(value, unit, Double.NaN);
    }
  }

  /// A row of a Markdown table.
  String row() {
    return "| %s | %s %s | %s | `src/bench/run %s` | %s |"
        .formatted(
            what,
            shown(value),
            unit,
            budget
                .map(most -> "≤ " + shown(most) + (value <= most ? "" : ", **missed**"))
                .orElse("-"),
            command,
            note);
  }

  /// Three digits that say something.
  static String shown(double value) {
    if (value == Math.rint(value) || value >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
  }
}
