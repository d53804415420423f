package dev.fleetgate.promql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Spoils expressions: removes, doubles, swaps or inserts a piece. Some stay valid.
///
/// Thread safety: one thread.
final class ExpressionMutator {
  private static final List<String> PIECES =
      List.of(
          ")",
          "(",
          "]",
          "[",
          "}",
          "{",
          ",",
          ":",
          "=",
          "==",
          "=~",
          "!",
          "!=",
          "@",
          "#",
          "\"",
          "'",
          "`",
          "\\",
          ".",
          "_",
          "e",
          "x",
          "0",
          "9",
          "-",
          "+",
          "^",
          "%",
          "</",
          " bool ",
          " by (a)",
          " on(a) ",
          " group_left ",
          " offset 5m",
          " offset 0",
          " @ 5",
          " @ start()",
          "[5m]",
          "[5m:]",
          "[1m:30s]",
          " and ",
          " atan2 ",
          " fill(1) ",
          " limitk(1, x)",
          " anchored",
          "{a=\"b\"}",
          "{__name__=\"y\"}",
          "\"s\"",
          " 1 ",
          "5m",
          "1h2h",
          "5m1h",
          "nan",
          " inf ",
          "step()",
          "rate(",
          "nosuch(",
          "0x",
          "1e",
          "\u00e9",
          "\u00a0",
          "\ufffd",
          "\n",
          "(?!a)",
          "*",
          "+*",
          "?",
          "|",
          "{2}",
          "{1001}",
          "\\d",
          "[a-",
          "without (job)",
          " unless ",
          "max_of(1,2)",
          " start()",
          " ignoring(x)",
          "foo",
          ";",
          "$",
          "~",
          "<",
          ">");

  private final RandomGenerator random;

  ExpressionMutator(RandomGenerator random) {
    this.random = random;
  }

  /// The text with one or two changes; half of a surrogate pair becomes `?`, as on its way to
  /// Prometheus.
  String spoil(String text) {
    String once = change(text);
    String spoilt = random.nextInt(3) == 0 ? change(once) : once;
    return new String(spoilt.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private String change(String text) {
    if (text.isEmpty()) {
      return PIECES.get(random.nextInt(PIECES.size()));
    }
    int at = random.nextInt(text.length());
    int length = Math.min(text.length() - at, 1 + random.nextInt(3));
    String head = text.substring(0, at);
    String piece = text.substring(at, at + length);
    String tail = text.substring(at + length);
    return switch (random.nextInt(6)) {
      case 0 -> head + tail;
      case 1 -> head + piece + piece + tail;
      case 2 -> head + new StringBuilder(piece).reverse() + tail;
      case 3 -> head;
      default -> head + PIECES.get(random.nextInt(PIECES.size())) + piece + tail;
    };
  }
}
