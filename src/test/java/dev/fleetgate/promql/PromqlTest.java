package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PromqlTest {
  static Stream<Arguments> printed() {
    return Fixtures.table("printed.txt");
  }

  static List<String> accepted() {
    return PromqlParserTest.accepted();
  }

  @ParameterizedTest
  @MethodSource("printed")
  void print_writesTheCanonicalText(String text, String expected) {
    assertThat(Promql.print(Fixtures.parsed(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void print_givesTextOfTheSameTree(String text) {
    assertPrintsSameTree(text);
  }

  @Test
  void print_givesTextOfTheSameTree_forGeneratedExpressions() {
    var generator = new ExpressionGenerator(new Random(5));
    for (int i = 0; i < 3_000; i++) {
      String text = generator.next();
      if (PromqlParser.parse(text) instanceof ParseOutcome.Parsed) {
        assertPrintsSameTree(text);
      }
    }
  }

  private static void assertPrintsSameTree(String text) {
    Expr expr = Fixtures.parsed(text);
    String printed = Promql.print(expr);

    assertThat(AstJson.of(Fixtures.parsed(printed)))
        .as("%s printed as %s", text, printed)
        .isEqualTo(AstJson.of(expr));
    assertThat(Promql.print(Fixtures.parsed(printed))).isEqualTo(printed);
  }
}
