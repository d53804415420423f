package dev.fleetgate.model;

import java.util.Objects;

/// What is not as it must be: the two halves of a refusal that every room tells alike. They stay
/// apart until somebody prints them; nobody takes a sentence to pieces again.
///
/// @param found what there is, quoted if it is text
/// @param expected the rule and, after a semicolon, the remedy
public record Mismatch(String found, String expected) {
  public Mismatch {
    Objects.requireNonNull(found);
    Objects.requireNonNull(expected);
  }

  /// `found (expected: rule; remedy)`.
  public String sentence() {
    return found + " (expected: " + expected + ")";
  }
}
