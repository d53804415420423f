package dev.fleetgate.promql;

import java.util.Locale;

/// One word of a PromQL text.
///
/// @param kind what it may stand for
/// @param text as written; of [Kind#ERROR] what stands there, as a refusal names it
/// @param start offset of its first character
/// @param expected of [Kind#ERROR] the rule that was broken; empty for all others
record Token(Kind kind, String text, int start, String expected) {
  enum Kind {
    /// Letters, digits and underscores, no keyword.
    NAME,
    /// A name with a colon.
    METRIC_NAME,
    /// A word with a meaning of its own, in any case of letters; where the grammar has a name it is
    /// one.
    KEYWORD,
    NUMBER,
    DURATION,
    /// With its quotes.
    STRING,
    SYMBOL,
    END,
    ERROR
  }

  /// A word that fits.
  Token(Kind kind, String text, int start) {
    this(kind, text, start, "");
  }

  Span span() {
    return new Span(start, kind == Kind.ERROR ? start : start + text.length());
  }

  /// The keyword in lower case, or the symbol; empty for all others.
  String word() {
    return switch (kind) {
      case KEYWORD -> text.toLowerCase(Locale.ROOT);
      case SYMBOL -> text;
      case NAME, METRIC_NAME, NUMBER, DURATION, STRING, END, ERROR -> "";
    };
  }

  /// Whether it is this keyword or symbol.
  boolean is(String word) {
    return word().equals(word);
  }

  /// How an error sentence names it.
  String found() {
    return switch (kind) {
      case END -> "end of the expression";
      case STRING -> text;
      case ERROR, NAME, METRIC_NAME, KEYWORD, NUMBER, DURATION, SYMBOL -> "\"" + text + "\"";
    };
  }
}
