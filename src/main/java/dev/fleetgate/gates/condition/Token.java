package dev.fleetgate.gates.condition;

/// A word of a condition.
///
/// @param text as written; empty for the end
/// @param column where it begins, from 1
record Token(Kind kind, String text, int column) {
  /// Kinds of words.
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /// For a message: in quotes, or the words for the end.
  String shown() {
    return kind == Kind.END ? "the end of the condition" : '"' + text + '"';
  }
}
