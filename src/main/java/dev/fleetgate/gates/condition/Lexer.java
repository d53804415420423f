package dev.fleetgate.gates.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a condition into words.
final class Lexer {
  private static final int LONGEST = 4_096;
  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<symbol><=|>=|==|!=|&&|\\|\\||[-+*/<>!()\\[\\]])");

  private Lexer() {}

  /// The words, the end last.
  static List<Token> tokens(String text) {
    if (text.length() > LONGEST) {
      throw rejected(LONGEST + 1, text.length() + " characters", "at most " + LONGEST);
    }
    List<Token> tokens = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (word.region(at, text.length()).lookingAt()) {
        tokens.add(new Token(kind(word), word.group(), at + 1));
        at = word.end();
      } else {
        throw unknown(text, at);
      }
    }
    tokens.add(new Token(Token.Kind.END, "", text.length() + 1));
    return tokens;
  }

  private static Token.Kind kind(Matcher word) {
    if (word.group("number") != null) {
      return Token.Kind.NUMBER;
    }
    return word.group("name") != null ? Token.Kind.NAME : Token.Kind.SYMBOL;
  }

  private static RejectedException unknown(String text, int at) {
    String character = text.substring(at, text.offsetByCodePoints(at, 1));
    String remedy =
        switch (character) {
          case "=" -> "; write == to compare";
          case "&" -> "; write && for and";
          case "|" -> "; write || for or";
          case "{", "#", "," ->
              "; closures such as all(result, # < 1) are not part of the language";
          default -> "";
        };
    return rejected(
        at + 1,
        '"' + character + '"',
        "numbers, names and < <= > >= == != && || ! + - * /" + remedy);
  }

  private static RejectedException rejected(int column, String found, String expected) {
    return new RejectedException(
        new Compilation.Rejected(Compilation.Kind.SYNTAX, column, found, expected));
  }
}
