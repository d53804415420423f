package dev.fleetgate.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the word that a misspelt one was meant to be.
public final class Nearest {
  private static final int FARTHEST = 3;

  private Nearest() {}

  /// The nearest of the known words, if it is near enough to be meant.
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.min(FARTHEST, word.length() / 2))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// The rule for a word that must be one of the known, with the nearest as remedy.
  static String remedy(String word, Collection<String> known) {
    String rule = known.isEmpty() ? "no fields here" : "one of " + String.join(", ", known);
    return to(word, known).map(near -> rule + "; did you mean " + near + "?").orElse(rule);
  }

  /// Levenshtein distance: insertions, deletions and replacements that turn one word into the
  /// other.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
