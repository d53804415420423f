package dev.fleetgate.promql;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes random expressions that are mostly well typed, with every construct of the grammar.
///
/// Thread safety: one thread.
final class ExpressionGenerator {
  private static final List<String> METRICS =
      words(
          "up foo bar:baz :x sum by offset and or unless start end step range fill anchored"
              + " without limitk max_of min_of SUM count http_requests_total job:errors:rate5m");
  private static final List<String> LABELS =
      words("job le code cluster by on sum offset bool group_left without start _x A");
  private static final List<String> GROUP_LABELS =
      words("job le code cluster by on sum offset bool group_left start _x A a:b 'a.b' \"c d\"");
  private static final List<String> NUMBERS =
      words(
          "0 1 2 3.5 .5 5. 1e3 1E-3 2e+2 0x1F 0Xa1 017 09 1_000 0x_1f inf NaN Inf 5m 1h30m 90s"
              + " 1y2w3d4h5m6s7ms 250ms 0s 1e-7 123456789012345678 18446744073709551616 0.1");
  private static final List<String> LENGTHS =
      words("5m 1h 30s 300 1.5 1h30m 250ms 1d 2w 0x10 1e2 0.0015 +5m");
  private static final List<String> STRINGS =
      List.of(
          "\"a\"",
          "'b'",
          "`c`",
          "\"\"",
          "\"a\\\"b\"",
          "'it\\'s'",
          "`a\\b`",
          "\"\\n\\t\\\\\"",
          "\"\\u00e9\\U0001f600\"",
          "\"\\x41\\101\"",
          "'\"'",
          "\"é☃😀\"",
          "`x\ny`",
          "\"#\"");
  private static final List<String> REGEXES =
      List.of(
          "\"a.*\"",
          "'a|b'",
          "\".+\"",
          "\"(a|b)+\"",
          "\"[a-z]{2,5}?\"",
          "\"5..\"",
          "\"(?i)x(?:y)?\"",
          "`\\d+\\.\\w*`",
          "\"[[:alpha:]]\"",
          "`\\p{L}\\pN`",
          "\"\"",
          "\".*\"",
          "\"^a$\"",
          "`a\\b`",
          "`(?P<n>x)|`",
          "\"a{0}\"",
          "`[^\\]]`",
          "\"x{,3}\"",
          "`\\Qa.b\\E`");
  private static final List<String> OPERATORS =
      words("+ - * / % ^ atan2 == != < > <= >= </ >/ ATAN2");
  private static final List<String> SET_OPERATORS = words("and or unless AND");
  private static final List<String> AGGREGATIONS =
      words("sum avg count min max group stddev stdvar SUM Avg");

  private final RandomGenerator random;

  ExpressionGenerator(RandomGenerator random) {
    this.random = random;
  }

  /// One expression of any type.
  String next() {
    int depth = 1 + random.nextInt(4);
    return gap()
        + switch (random.nextInt(12)) {
          case 0 -> scalar(depth);
          case 1 -> matrix(depth);
          case 2 -> pick(STRINGS);
          default -> vector(depth);
        }
        + gap();
  }

  private String vector(int depth) {
    if (depth <= 0) {
      return selector();
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> selector();
      case 2, 3 -> aggregation(depth - 1);
      case 4, 5 -> call(depth - 1);
      case 6, 7 -> binary(depth - 1);
      case 8 -> "(" + gap() + vector(depth - 1) + gap() + ")";
      default -> sign() + vector(depth - 1);
    };
  }

  private String scalar(int depth) {
    if (depth <= 0) {
      return pick(NUMBERS);
    }
    return switch (random.nextInt(8)) {
      case 0 -> "scalar(" + vector(depth - 1) + ")";
      case 1 -> pick(words("time() pi()"));
      case 2 -> sign() + scalar(depth - 1);
      case 3 -> "(" + scalar(depth - 1) + ")";
      case 4 ->
          scalar(depth - 1) + " " + pick(words("+ - * / % ^ atan2")) + " " + scalar(depth - 1);
      case 5 -> scalar(depth - 1) + " " + pick(words("== < >=")) + " bool " + scalar(depth - 1);
      default -> pick(NUMBERS);
    };
  }

  private String matrix(int depth) {
    return random.nextInt(3) > 0 || depth <= 0
        ? series() + gap() + "[" + padded(length(depth)) + "]" + modifiers()
        : subqueried(depth - 1)
            + "["
            + padded(length(depth))
            + ":"
            + step(depth)
            + "]"
            + modifiers();
  }

  private String subqueried(int depth) {
    return random.nextBoolean() ? selector() : "(" + vector(depth) + ")";
  }

  private String step(int depth) {
    return random.nextBoolean() ? "" : padded(length(depth));
  }

  private String selector() {
    return series() + modifiers();
  }

  private String series() {
    return switch (random.nextInt(6)) {
      case 0 -> "{" + pick(List.of("\"m.n\"", "'up'", "__name__=\"x\"", "job!=\"\"")) + "}";
      case 1 -> "{" + gap() + "\"utf.8\", " + matchers() + "}";
      case 2, 3 -> pick(METRICS) + gap() + "{" + matchers() + "}";
      case 4 -> pick(METRICS) + "{}";
      default -> pick(METRICS);
    };
  }

  private String matchers() {
    return list(1 + random.nextInt(3), this::matcher) + pick(List.of("", ",", " "));
  }

  private String matcher() {
    String label = random.nextInt(5) == 0 ? "\"l." + random.nextInt(9) + "\"" : pick(LABELS);
    return random.nextBoolean()
        ? label + gap() + pick(words("= !=")) + gap() + pick(STRINGS)
        : label + gap() + pick(words("=~ !~")) + gap() + pick(REGEXES);
  }

  private String modifiers() {
    String offset = " " + pick(words("offset OFFSET")) + " " + offsetLength();
    String at = gap() + "@" + gap() + pick(words("0 1e9 -5 +1.5 start() end() START() 5m 0.0004"));
    return switch (random.nextInt(10)) {
      case 0 -> offset;
      case 1 -> at;
      case 2 -> at + offset;
      case 3 -> offset + at;
      default -> "";
    };
  }

  private String offsetLength() {
    return switch (random.nextInt(8)) {
      case 0 -> "-" + pick(LENGTHS).replace("+", "");
      case 1 -> sign() + "(" + formula(2) + ")";
      case 2 -> sign() + pick(words("step() range() max_of(5m,1m) min_of(step(),2)"));
      case 3 -> sign() + sign() + pick(LENGTHS).replace("+", "");
      default -> pick(LENGTHS);
    };
  }

  private String length(int depth) {
    return random.nextInt(5) == 0 && depth > 0 ? formula(2) : pick(LENGTHS);
  }

  private String formula(int depth) {
    if (depth <= 0) {
      return pick(LENGTHS);
    }
    return switch (random.nextInt(6)) {
      case 0 -> "(" + formula(depth - 1) + ")";
      case 1 -> sign() + formula(depth - 1);
      case 2 -> pick(words("max_of min_of")) + "(" + formula(depth - 1) + ", 1m)";
      case 3 -> formula(depth - 1) + " + " + pick(words("step() range() STEP()"));
      default ->
          formula(depth - 1) + gap0() + pick(words("+ - * / % ^")) + gap0() + formula(depth - 1);
    };
  }

  private String aggregation(int depth) {
    String name = pick(AGGREGATIONS);
    String arguments = vector(depth);
    switch (random.nextInt(6)) {
      case 0 -> {
        name = pick(words("topk bottomk quantile"));
        arguments = scalar(depth) + ", " + arguments;
      }
      case 1 -> {
        name = "count_values";
        arguments = pick(STRINGS) + "," + arguments;
      }
      default -> {
        // One argument.
      }
    }
    String body = gap() + "(" + gap() + arguments + gap() + ")";
    String grouping = pick(words("by without BY")) + gap() + labels();
    return switch (random.nextInt(3)) {
      case 0 -> name + body;
      case 1 -> name + " " + grouping + body;
      default -> name + body + gap() + grouping;
    };
  }

  private String call(int depth) {
    String name = pick(FunctionSignature.names().stream().sorted().toList());
    FunctionSignature function = FunctionSignature.named(new Token(Token.Kind.NAME, name, 0));
    int most = Math.min(function.most(), function.arguments().size() + 2);
    int count = function.least() + random.nextInt(most - function.least() + 1);
    return name
        + gap()
        + IntStream.range(0, count)
            .mapToObj(i -> argument(function.argument(i), depth))
            .collect(Collectors.joining("," + gap(), "(", ")"));
  }

  private String argument(ValueType type, int depth) {
    return switch (type) {
      case SCALAR -> scalar(depth);
      case VECTOR -> vector(depth);
      case MATRIX -> matrix(depth);
      case STRING -> pick(STRINGS);
    };
  }

  private String binary(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> vector(depth) + " " + pick(OPERATORS) + " " + scalar(depth);
      case 1 -> scalar(depth) + gap() + " " + pick(OPERATORS) + " " + vector(depth);
      case 2 -> vector(depth) + " " + pick(SET_OPERATORS) + matching(false) + " " + vector(depth);
      case 3 -> vector(depth) + " " + pick(words("== != < >=")) + " bool " + vector(depth);
      default -> vector(depth) + " " + pick(OPERATORS) + matching(true) + " " + vector(depth);
    };
  }

  private String matching(boolean grouped) {
    String labels = " " + pick(words("on ignoring ON")) + gap() + labels();
    return switch (random.nextInt(4)) {
      case 0 -> labels;
      case 1 -> grouped ? labels + " " + pick(words("group_left group_right")) + " ()" : "";
      case 2 -> grouped ? labels + " " + pick(words("group_left GROUP_RIGHT")) + "(x, y)" : "";
      default -> "";
    };
  }

  private String labels() {
    return "(" + list(random.nextInt(3), () -> pick(GROUP_LABELS)) + gap() + ")";
  }

  private String list(int count, java.util.function.Supplier<String> item) {
    return IntStream.range(0, count)
        .mapToObj(_ -> item.get())
        .collect(Collectors.joining("," + gap()));
  }

  private String sign() {
    return pick(List.of("", "-", "+", "- "));
  }

  private String gap0() {
    return pick(List.of("", " "));
  }

  private String padded(String inner) {
    return pick(List.of("", " ")) + inner + pick(List.of("", " ", "\n"));
  }

  private String gap() {
    return random.nextInt(8) > 0 ? "" : pick(List.of(" ", "\n", "\t", " # it's {[(\n", "\r\n"));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }
}
