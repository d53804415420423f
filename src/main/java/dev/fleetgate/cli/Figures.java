package dev.fleetgate.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/// Figures as people read them.
final class Figures {
  /// More digits than anybody compares.
  private static final Pattern LONG = Pattern.compile("[0-9]+\\.[0-9]{6,}");

  private Figures() {}

  /// A sentence on one line, its long fractions to four digits, whole numbers whole.
  static String shortened(String sentence) {
    return LONG.matcher(sentence.replace('\n', ' '))
        .replaceAll(match -> shortened(new BigDecimal(match.group())));
  }

  /// A number of things, in words.
  static String counted(int number, String one) {
    return counted(String.valueOf(number), one);
  }

  /// A number as it stands in an answer.
  static String counted(String number, String one) {
    return number + " " + one + (number.equals("1") ? "" : "s");
  }

  private static String shortened(BigDecimal figure) {
    int whole = figure.precision() - figure.scale();
    return figure.round(new MathContext(Math.max(4, whole))).stripTrailingZeros().toPlainString();
  }
}
