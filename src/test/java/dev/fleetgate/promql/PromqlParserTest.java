package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Mismatch;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromqlParserTest {
  static List<String> accepted() {
    return Stream.of("accepted.txt", "monitoring.txt")
        .flatMap(file -> Fixtures.lines(file).stream())
        .toList();
  }

  static List<String> refused() {
    return Fixtures.lines("refused.txt");
  }

  static Stream<Arguments> refusals() {
    return Fixtures.table("refusals.txt");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void parse_gives_a_tree_whenPrometheusTakesTheText(String text) {
    assertThat(PromqlParser.parse(text)).isInstanceOf(ParseOutcome.Parsed.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void parse_refuses_whatPrometheusRefuses(String text) {
    assertThat(PromqlParser.parse(text)).isInstanceOf(ParseOutcome.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void parse_saysWhere_whatAndWhy_whenRefused(String text, String expected) {
    var outcome = PromqlParser.parse(text.replace('^', '"'));

    assertThat(outcome).isInstanceOf(ParseOutcome.Refused.class);
    var refused = (ParseOutcome.Refused) outcome;
    assertThat(refused.offset() + ": " + refused.why().sentence())
        .isEqualTo(expected.replace('^', '"'));
  }

  @Test
  void parse_keepsFoundAndExpectedApart_whateverTheTextSays() {
    assertThat(PromqlParser.parse("x{a=\"b\" \"c (expected: d)\"}"))
        .isEqualTo(
            new ParseOutcome.Refused(
                8,
                new Mismatch(
                    "unexpected \"c (expected: d)\"", "\",\" or \"}\" behind a label matcher")));
    assertThat(PromqlParser.parse("x[5q]"))
        .isEqualTo(
            new ParseOutcome.Refused(
                2, new Mismatch("\"5q\"", "a number or duration, such as 0.5, 1e6, 30s or 1h30m")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "# only a comment", "\t# one\r# two\n"})
  void parse_refuses_whatHoldsNothing(String text) {
    assertThat(PromqlParser.parse(text))
        .isEqualTo(new ParseOutcome.Refused(0, new Mismatch("nothing", "an expression")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum # why\n (x)",
        "x{ # why\n a=\"b\" # why }\n}",
        "x[5m # why\n]",
        "x[5m:\n# why\n1m]",
        "`a\nb`",
        "x\r\n+\r\ny",
        "#\rx",
        "\"a # no comment\"",
        "x + # last"
      })
  void parse_readsLinesAndComments(String text) {
    boolean complete = !text.endsWith("last");

    assertThat(PromqlParser.parse(text) instanceof ParseOutcome.Parsed).isEqualTo(complete);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x[# why\n5m]",
        "\"a\nb\"",
        "x\u00a0+ y",
        "\"\ufffd\"",
        "\"\ud83d\"",
        "'\\\n'",
        "x\\",
        "\\",
        "\"\\",
        "\"\\x",
        "\0",
        "x[5m:é]"
      })
  void parse_refuses_charactersInTheWrongPlace(String text) {
    assertThat(PromqlParser.parse(text)).isInstanceOf(ParseOutcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1                     | SCALAR
          -5m                   | SCALAR
          "s"                   | STRING
          ("s")                 | STRING
          x                     | VECTOR
          -x                    | VECTOR
          (x)                   | VECTOR
          x[5m]                 | MATRIX
          (x[5m])               | MATRIX
          sum(x)[5m:]           | MATRIX
          1 + 2                 | SCALAR
          1 == bool 2           | SCALAR
          1 + x                 | VECTOR
          x > 1                 | VECTOR
          sum(x)                | VECTOR
          scalar(x)             | SCALAR
          time()                | SCALAR
          rate(x[5m])           | VECTOR
          """)
  void parse_knowsTheType(String text, ValueType type) {
    assertThat(Fixtures.parsed(text).type()).isEqualTo(type);
  }

  @Test
  void parse_keepsTheSpanOfEachNode() {
    String text = " sum by (job) (rate( x{a=\"b\"} [5m] offset 1h)) > bool - 1 ";
    var binary = (Expr.Binary) Fixtures.parsed(text);
    var aggregation = (Expr.Aggregation) binary.left();
    var call = (Expr.Call) aggregation.inner();
    var matrix = (Expr.MatrixSelector) call.arguments().getFirst();

    assertThat(Stream.of(binary, aggregation, call, matrix, matrix.selector(), binary.right()))
        .extracting(expr -> text.substring(expr.span().start(), expr.span().end()))
        .containsExactly(
            text.strip(),
            "sum by (job) (rate( x{a=\"b\"} [5m] offset 1h))",
            "rate( x{a=\"b\"} [5m] offset 1h)",
            "x{a=\"b\"} [5m] offset 1h",
            "x{a=\"b\"}",
            "- 1");
  }

  @Test
  void parse_readsLongChains_andRefusesOnesTooLong() {
    String fits = "x" + "+x".repeat(Lexer.MOST_TOKENS / 2 - 1);
    String tooLong = fits + "+x+x";

    assertThat(Promql.print(Fixtures.parsed(fits))).hasSizeGreaterThan(fits.length());
    assertThat(Selectors.of(Fixtures.parsed(fits))).hasSize(Lexer.MOST_TOKENS / 2);
    assertThat(PromqlParser.parse(tooLong).toString()).contains("more than 4000 words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "x^", "sum(", "x[(", "x offset - -(", "a+on()(", "x[- "})
  void parse_refusesDeepNesting_withoutExhaustingTheStack(String piece) {
    assertThat(PromqlParser.parse(piece.repeat(3000))).isInstanceOf(ParseOutcome.Refused.class);
  }

  @Test
  void parse_readsReasonableNesting() {
    String text = "(".repeat(200) + "x" + ")".repeat(200);

    assertThat(Promql.print(Fixtures.parsed(text))).isEqualTo(text);
  }

  @Test
  void parse_throwsNothing_whateverTheText() {
    var random = new Random(99);
    var generator = new ExpressionGenerator(random);
    var mutator = new ExpressionMutator(random);
    for (int i = 0; i < 5_000; i++) {
      String text = mutator.spoil(mutator.spoil(generator.next()));

      var outcome = PromqlParser.parse(text);

      if (outcome instanceof ParseOutcome.Refused(int offset, Mismatch why)) {
        assertThat(offset).as(text).isBetween(0, text.length());
        assertThat(why.found()).as(text).isNotBlank();
        assertThat(why.expected()).as(text).isNotBlank();
      }
    }
  }
}
