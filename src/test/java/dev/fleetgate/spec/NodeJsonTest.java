package dev.fleetgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeJsonTest {
  private static final String TREE =
      "{\"z\":[1,2.50,-3],\"a\":{\"b\":null,\"c\":true},\"t\":\"\\u0000\\\"é😀\"}";

  @Test
  void write_printsWhatWasRead() {
    assertThat(NodeJson.write(NodeJson.read(TREE, "state"))).isEqualTo(TREE);
  }

  @Test
  void writeIndented_isReadBack() {
    Node tree = NodeJson.read(TREE, "state");
    assertThat(NodeJson.writeIndented(tree)).startsWith("{\n  \"z\" : [\n    1,").endsWith("}\n");
    assertThat(NodeJson.read(NodeJson.writeIndented(tree), "state")).isEqualTo(tree);
  }

  @Test
  void write_printsLargeAndSmallNumbersInFull() {
    Node numbers =
        Node.array(
            List.of(Node.number(new BigDecimal("1E+3")), Node.number(new BigDecimal("1E-7"))));
    assertThat(NodeJson.write(numbers)).isEqualTo("[1000,0.0000001]");
  }

  @Test
  void positionOfAMessage_isAPointerWithoutALine() {
    Node read = NodeJson.read("{\"a\":[{},{\"b\":1}]}", "request");
    Node.Array items = (Node.Array) read.path("a").orElseThrow();
    Position at = items.items().getLast().path("b").orElseThrow().at();
    assertThat(at).isEqualTo(new Position("request", 0, 0, "/a/1/b"));
    assertThat(at.where()).isEqualTo("request /a/1/b");
  }

  @Test
  void positionInAFile_hasALine() {
    Node read = NodeJson.readFile("{\n \"a\": 1\n}", "a.json", new Problems()).orElseThrow();
    assertThat(read.path("a").orElseThrow().at()).isEqualTo(new Position("a.json", 2, 7, "/a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | SYNTAX
          {                 | SYNTAX
          {"a":1} {}        | SYNTAX
          {"a":NaN}         | SYNTAX
          {"a":01}          | SYNTAX
          {'a':1}           | SYNTAX
          // x              | SYNTAX
          {"a":1,"a":2}     | DUPLICATE_FIELD
          [1e999]           | NUMBER_OUT_OF_RANGE
          """)
  void badText_isRefused(String text, TextRule rule) {
    assertThatThrownBy(() -> NodeJson.read(text, "request"))
        .isInstanceOfSatisfying(
            BadInputException.class,
            e -> assertThat(e.problems()).extracting(Problem::rule).containsExactly(rule));
  }

  @Test
  void duplicateField_namesItsPointer() {
    assertThatThrownBy(() -> NodeJson.read("{\"a\":{\"b\":1,\"b\":2}}", "request"))
        .hasMessage(
            "request /a/b: b: written twice (expected: each field once; it stands at request /a/b"
                + " already, remove one)");
  }

  @Test
  void deepTree_isRefusedWithoutExhaustingTheStack() {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThatThrownBy(() -> NodeJson.read(deep, "request"))
        .hasMessageContaining("nested deeper than 64");
  }
}
