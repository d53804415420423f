package dev.fleetgate.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a text into tokens. Comments and spaces are dropped.
///
/// What a character means depends on where it stands: in braces every word is a name, in brackets
/// only the words of duration formulas are known. The rules are those of `promql/parser/lex.go` of
/// Prometheus 3.14, its oddities included, since a text must mean the same here and there.
///
/// The list ends with [Token.Kind#END], or with [Token.Kind#ERROR] at the first character that fits
/// nowhere: the parser then decides whether it comes that far.
final class Lexer {
  /// Longer texts are refused: trees are walked recursively, and no query is that long.
  static final int MOST_TOKENS = 4_000;

  private static final Set<String> KEYWORDS =
      Set.of(
          ("and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values"
                  + " quantile limitk limit_ratio offset smoothed anchored by without on ignoring"
                  + " group_left group_right bool start end step range max_of min_of")
              .split(" "));
  private static final Set<String> FILL_KEYWORDS = Set.of("fill", "fill_left", "fill_right");
  private static final Set<String> NUMBER_WORDS = Set.of("inf", "nan");
  private static final Set<String> BRACKET_KEYWORDS = Set.of("step", "range", "max_of", "min_of");
  private static final List<String> STATEMENT_SYMBOLS =
      List.of(
          "==", "!=", "<=", ">=", "</", ">/", "(", ")", "{", "[", "]", ",", "=", "+", "-", "*", "/",
          "%", "^", "<", ">", "@");
  private static final List<String> BRACE_SYMBOLS = List.of("=~", "!~", "!=", "=", ",", "}");

  private static final String IN_BRACKETS =
      "a duration formula: numbers, operators, step(), range(), max_of() and min_of()";
  private static final String IN_BRACES = "label matchers such as code=~\"5..\"";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at = 0;
  private boolean inBraces = false;
  private boolean inBrackets = false;

  /// True from `[` to the first number in it; no comment may stand there.
  private boolean beforeLength = false;

  /// True from the first number in any brackets on; before it no colon may stand.
  private boolean lengthSeen = false;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> lex(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.step()) {
      if (lexer.tokens.size() > MOST_TOKENS) {
        lexer.error(lexer.at, "more than " + MOST_TOKENS + " words", "a shorter expression");
        break;
      }
    }
    return lexer.tokens;
  }

  /// Reads one token; false at the end.
  private boolean step() {
    skipSpacesAndComments();
    if (at >= text.length()) {
      return emitEnd();
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'' || c == '`') {
      return string(c);
    }
    return inBraces ? braceStep(c) : statementStep(c);
  }

  private boolean braceStep(char c) {
    return isAlpha(c) ? emit(Token.Kind.NAME, endOfName(at, false)) : symbol(BRACE_SYMBOLS);
  }

  private boolean statementStep(char c) {
    if (isDigit(c) || (c == '.' && isDigit(charAt(at + 1)))) {
      return number();
    }
    if (isAlpha(c) || c == ':') {
      return inBrackets ? bracketWord(c) : word();
    }
    return symbol(STATEMENT_SYMBOLS);
  }

  private boolean emitEnd() {
    tokens.add(new Token(Token.Kind.END, "", text.length()));
    return false;
  }

  private boolean emit(Token.Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at));
    at = end;
    return true;
  }

  private boolean error(int offset, String found, String expected) {
    tokens.add(new Token(Token.Kind.ERROR, found, offset, expected));
    return false;
  }

  private boolean unexpected(int end) {
    String found = "unexpected \"" + text.substring(at, end) + "\"";
    return error(at, found, inBrackets ? IN_BRACKETS : inBraces ? IN_BRACES : "PromQL");
  }

  private void skipSpacesAndComments() {
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '#' && !beforeLength) {
        at = endOfLine(at);
      } else {
        return;
      }
    }
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private boolean symbol(List<String> known) {
    for (String symbol : known) {
      if (text.startsWith(symbol, at)) {
        follow(symbol);
        return emit(Token.Kind.SYMBOL, at + symbol.length());
      }
    }
    return unexpected(text.offsetByCodePoints(at, 1));
  }

  private void follow(String symbol) {
    switch (symbol) {
      case "{" -> inBraces = true;
      case "}" -> inBraces = false;
      case "[" -> {
        inBrackets = true;
        beforeLength = true;
      }
      case "]" -> {
        inBrackets = false;
        beforeLength = false;
      }
      default -> {
        // All other symbols leave the lexer where it is.
      }
    }
  }

  private boolean string(char quote) {
    for (int end = at + 1; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == quote) {
        return emit(Token.Kind.STRING, end + 1);
      }
      if (c == '\n' && quote != '`') {
        break;
      }
      if (c == '\ufffd' || !isWhole(end)) {
        return error(end, "a character that is not valid Unicode", "UTF-8");
      }
      if (Character.isHighSurrogate(c) || (c == '\\' && quote != '`')) {
        end++;
      }
    }
    return error(at, "string without its end", "a closing " + quote + " on the same line");
  }

  /// Whether the character is no half of a surrogate pair without the other.
  private boolean isWhole(int index) {
    char c = text.charAt(index);
    return !Character.isSurrogate(c)
        || (Character.isHighSurrogate(c) && Character.isLowSurrogate(charAt(index + 1)));
  }

  private boolean number() {
    int end = Numbers.end(text, at);
    if (end < 0) {
      String found = "\"" + text.substring(at, endOfName(at, true)) + "\"";
      return error(at, found, "a number or duration, such as 0.5, 1e6, 30s or 1h30m");
    }
    lengthSeen |= beforeLength;
    beforeLength = false;
    boolean duration = Numbers.isDuration(text.substring(at, end));
    return emit(duration ? Token.Kind.DURATION : Token.Kind.NUMBER, end);
  }

  private boolean bracketWord(char first) {
    if (first == ':') {
      return (beforeLength && !lengthSeen)
          ? error(at, "unexpected \":\"", "a duration before it")
          : emit(Token.Kind.SYMBOL, at + 1);
    }
    int end = at;
    while (isAlpha(charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    return BRACKET_KEYWORDS.contains(word.toLowerCase(Locale.ROOT))
        ? emit(Token.Kind.KEYWORD, end)
        : unexpected(end);
  }

  private boolean word() {
    int end = endOfName(at, true);
    String word = text.substring(at, end);
    String lower = word.toLowerCase(Locale.ROOT);
    if (NUMBER_WORDS.contains(lower)) {
      return emit(Token.Kind.NUMBER, end);
    }
    if (KEYWORDS.contains(lower) || (FILL_KEYWORDS.contains(lower) && parenFollows(end))) {
      return emit(Token.Kind.KEYWORD, end);
    }
    return emit(word.indexOf(':') >= 0 ? Token.Kind.METRIC_NAME : Token.Kind.NAME, end);
  }

  private boolean parenFollows(int from) {
    int index = from;
    while (isSpace(charAt(index))) {
      index++;
    }
    return charAt(index) == '(';
  }

  private int endOfName(int from, boolean colons) {
    int end = from;
    while (isAlphanumeric(charAt(end)) || (colons && charAt(end) == ':')) {
      end++;
    }
    return Math.max(end, from + 1);
  }

  /// NUL, which stands nowhere in PromQL, behind the end.
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isAlphanumeric(char c) {
    return isAlpha(c) || isDigit(c);
  }

  static boolean isAlpha(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
