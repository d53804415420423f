package dev.fleetgate.promql;

import dev.fleetgate.model.Durations;
import dev.fleetgate.promql.Tokens.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers and durations. Numbers are as Go reads them: decimal, hexadecimal (`0x1F`), octal
/// (`017`), with `_` between digits.
///
/// Source: Go's `strconv.ParseInt` with base 0, then `strconv.ParseFloat`.
final class Numbers {
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");
  private static final Pattern HEX = Pattern.compile("0[xX](?:_?[0-9a-fA-F])+");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
  private static final Pattern DECIMAL =
      Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern STRAY_UNDERSCORE = Pattern.compile("(?<![0-9])_|_(?![0-9])");

  private Numbers() {}

  /// The offset behind the number or duration that starts here; -1 if it is neither.
  static int end(String text, int start) {
    Scanner scanner = new Scanner(text, start);
    if (scanner.number()) {
      return scanner.at;
    }
    Matcher duration = DURATION.matcher(text).region(start, text.length());
    if (!duration.lookingAt()) {
      return -1;
    }
    int end = duration.end();
    return end < text.length() && Lexer.isAlphanumeric(text.charAt(end)) ? -1 : end;
  }

  /// Whether a word found by [#end] is a duration.
  static boolean isDuration(String word) {
    return DURATION.matcher(word).matches();
  }

  /// In seconds, if it is a duration.
  ///
  /// @throws Refusal if the token looks like a number or duration and is none
  static double seconds(Token token) {
    return token.kind() == Token.Kind.DURATION ? duration(token) : number(token);
  }

  /// Empty if the text is no number or too large.
  static OptionalDouble parse(String text) {
    if (text.equalsIgnoreCase("inf")) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    if (text.equalsIgnoreCase("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    String plain = text.replace("_", "");
    if (HEX.matcher(text).matches()) {
      return integer(plain.substring(2), 16);
    }
    if (STRAY_UNDERSCORE.matcher(text).find() || !DECIMAL.matcher(plain).matches()) {
      return OptionalDouble.empty();
    }
    OptionalDouble octal =
        OCTAL.matcher(plain).matches() ? integer(plain, 8) : OptionalDouble.empty();
    return octal.isPresent() ? octal : finite(Double.parseDouble(plain));
  }

  /// Without exponent, in as few digits as identify it; `Inf`, `-Inf`, `NaN`.
  static String print(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static OptionalDouble integer(String digits, int radix) {
    try {
      return OptionalDouble.of((double) Long.parseLong(digits, radix));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble finite(double value) {
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static double number(Token token) {
    return parse(token.text())
        .orElseThrow(() ->
            new Refusal(
                token.start(),
                "\"" + token.text() + "\"",
                "a number such as 0.99, 1e6 or 0x1f, within 64 bits"));
  }

  private static double duration(Token token) {
    Duration length =
        Durations.parse(token.text())
            .orElseThrow(() ->
                new Refusal(
                    token.start(),
                    "\"" + token.text() + "\"",
                    "a duration with units from y, w, d, h, m, s to ms, each once and in this"
                        + " order, at most 292 years"));
    return length.getSeconds() + length.getNano() / 1e9;
  }

  /// A number is `[.][digits]` and then runs of digits, `.`, `_` and exponents, none of them
  /// followed by what cannot stand there. Whether it has a value is asked later ([Numbers]). In
  /// hexadecimal an `e` behind the first digit counts as an exponent, as in Prometheus: `0xfe` is
  /// refused at the end of a text.
  ///
  /// Source: `scanNumber` in `promql/parser/lex.go` of Prometheus 3.14.
  private static final class Scanner {
    private static final String DECIMAL_DIGITS = "0123456789";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

    private final String text;
    private String digits = DECIMAL_DIGITS;
    private int at;
    private boolean dotSeen = false;
    private boolean exponentSeen = false;

    private Scanner(String text, int start) {
      this.text = text;
      this.at = start;
    }

    private boolean number() {
      if (accept("0") && accept("xX")) {
        accept("_");
        digits = HEX_DIGITS;
      }
      accept(".");
      accept(digits);
      while (is(digits + "._eE")) {
        if (!part()) {
          return false;
        }
      }
      return at >= text.length() || !Lexer.isAlphanumeric(text.charAt(at));
    }

    private boolean part() {
      if (is(".")) {
        at++;
        boolean first = !dotSeen;
        dotSeen = true;
        return first && digits.equals(DECIMAL_DIGITS) && !is("_.");
      }
      if (is("eE")) {
        at++;
        boolean first = !exponentSeen;
        exponentSeen = true;
        accept("+-");
        return first && at < text.length() && !is("._eE");
      }
      if (is("_")) {
        at++;
        return at < text.length() && !is("._eE");
      }
      while (accept(digits)) {
        // A run of digits, in hexadecimal with every e.
      }
      return true;
    }

    private boolean is(String chars) {
      return at < text.length() && chars.indexOf(text.charAt(at)) >= 0;
    }

    private boolean accept(String chars) {
      if (!is(chars)) {
        return false;
      }
      at++;
      return true;
    }
  }
}
