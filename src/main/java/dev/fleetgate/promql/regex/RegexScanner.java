package dev.fleetgate.promql.regex;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The characters of a regular expression, read one after the other.
final class RegexScanner {
  /// `{2}`, `{2,}`, `{2,5}`; a number with a leading zero makes it ordinary text.
  static final Pattern REPEAT = Pattern.compile("\\{(?:0|[1-9][0-9]*)(?:,(?:0|[1-9][0-9]*)?)?}");

  /// `?P<name>` or `?<name>` behind `(`.
  static final Pattern NAME = Pattern.compile("\\?P?<[A-Za-z0-9_]+>");

  /// `?i:`, `?s-m)` and their like behind `(`.
  static final Pattern FLAGS = Pattern.compile("\\?[imsU]*(?:-[imsU]+)?[:)]");

  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct}]");

  private String text;
  private int at = 0;

  RegexScanner(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// Whether an alternative ends here.
  boolean atSequenceEnd() {
    return atEnd() || at('|') || at(')');
  }

  boolean at(char c) {
    return !atEnd() && text.charAt(at) == c;
  }

  boolean accept(char c) {
    if (!at(c)) {
      return false;
    }
    at++;
    return true;
  }

  /// The next character, a whole code point read; not at the end.
  char next() {
    char c = text.charAt(at);
    at = text.offsetByCodePoints(at, 1);
    return c;
  }

  /// The next code point; not at the end.
  int nextCodePoint() {
    int point = text.codePointAt(at);
    at = text.offsetByCodePoints(at, 1);
    return point;
  }

  /// Reads what matches here; empty if nothing does.
  Optional<String> acceptMatching(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  /// Puts the literal text behind `\Q`, up to `\E` or the end, as single escaped characters in
  /// place of what is still to be read.
  void unquote() {
    int end = text.indexOf("\\E", at);
    String literal = end < 0 ? text.substring(at) : text.substring(at, end);
    String rest = end < 0 ? "" : text.substring(end + 2);
    text = PUNCTUATION.matcher(literal).replaceAll("\\\\$0") + rest;
    at = 0;
  }
}
