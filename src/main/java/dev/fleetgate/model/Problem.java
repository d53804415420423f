package dev.fleetgate.model;

import java.util.Objects;

/// One reason why input is refused.
///
/// @param at where it was found
/// @param rule the rule that was broken, from its room's list
/// @param subject what was wrong: a field, an object, an expression
/// @param found the value found, quoted if it is text
/// @param expected the rule and, after a semicolon, the remedy
public record Problem(Position at, Rule rule, String subject, String found, String expected) {
  public Problem {
    Objects.requireNonNull(at);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(found);
    Objects.requireNonNull(expected);
  }

  /// Of a mismatch that was found without knowing where.
  public static Problem of(Position at, Rule rule, String subject, Mismatch why) {
    return new Problem(at, rule, subject, why.found(), why.expected());
  }

  /// `where: subject: found (expected: rule; remedy)`.
  public String sentence() {
    return at.where() + ": " + subject + ": " + new Mismatch(found, expected).sentence();
  }

  /// Quotes a text value for `found`.
  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
