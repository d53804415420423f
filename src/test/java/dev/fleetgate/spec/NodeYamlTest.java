package dev.fleetgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeYamlTest {
  private final Problems problems = new Problems();

  private List<Node> read(String text) {
    return NodeYaml.read(text, "a.yaml", problems);
  }

  private Node readOne(String text) {
    List<Node> documents = read(text);
    assertThat(problems.list()).isEmpty();
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  private List<String> sentences() {
    return problems.list().stream().map(Problem::sentence).toList();
  }

  @Test
  void everyKindOfValue_isRead() {
    Node read = readOne("a: x\nb: 3.10\nc: true\nd: ~\ne: [1, 'two']\nf: {g: \"h\"}\n");
    assertThat(read)
        .isEqualTo(
            Node.object(
                Map.of(
                    "a", Node.text("x"),
                    "b", Node.number(new BigDecimal("3.10")),
                    "c", Node.bool(true),
                    "d", Node.nothing(),
                    "e", Node.array(List.of(Node.number(1), Node.text("two"))),
                    "f", Node.object(Map.of("g", Node.text("h"))))));
  }

  @Test
  void position_isTheValueOfAScalarAndTheNameOfAContainer() {
    Node read = readOne("spec:\n  waves:\n    - name: canary\n");
    assertThat(read.path("spec").orElseThrow().at())
        .isEqualTo(new Position("a.yaml", 1, 1, "/spec"));
    Node.Array waves = (Node.Array) read.path("spec", "waves").orElseThrow();
    assertThat(waves.at()).isEqualTo(new Position("a.yaml", 2, 3, "/spec/waves"));
    assertThat(waves.items().getFirst().at())
        .isEqualTo(new Position("a.yaml", 3, 7, "/spec/waves/0"));
    assertThat(waves.items().getFirst().path("name").orElseThrow().at())
        .isEqualTo(new Position("a.yaml", 3, 13, "/spec/waves/0/name"));
  }

  @Test
  void pointer_escapesSlashAndTilde() {
    Node read = readOne("a/b~c: 1");
    assertThat(read.path("a/b~c").orElseThrow().at().pointer()).isEqualTo("/a~1b~0c");
  }

  @Test
  void severalDocuments_areReadInOrderWithoutEmptyOnes() {
    assertThat(read("---\n---\na: 1\n---\n# nothing here\n---\n- x\n...\n"))
        .containsExactly(
            Node.object(Map.of("a", Node.number(1))), Node.array(List.of(Node.text("x"))));
    assertThat(problems.none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "\uFEFF"})
  void textWithoutContent_hasNoDocuments(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(problems.none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:30", "2026-01-01", "1e", "v1.35.4", "onward", "=", "1.2.3", "yes!"})
  void plainWord_isAText(String word) {
    assertThat(readOne("a: " + word)).isEqualTo(Node.object(Map.of("a", Node.text(word))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "010", "y", "0o7", "true", "null", "1_000", "3.10"})
  void quotedWord_isAText(String word) {
    assertThat(readOne("a: \"" + word + "\"")).isEqualTo(readOne("a: '" + word + "'"));
    assertThat(readOne("a: '" + word + "'")).isEqualTo(Node.object(Map.of("a", Node.text(word))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "No", "ON", "off", "y", "N", "010", "1_000", "0x1F", "0o17", "0b11", "+1", ".5",
        "1.", ".inf", "-.Inf", ".nan"
      })
  void plainWordThatVersionsOfYamlReadDifferently_isRefused(String word) {
    read("é: 😀\nflag: " + word + "\n");
    assertThat(problems.list())
        .extracting(Problem::rule)
        .containsExactly(TextRule.AMBIGUOUS_SCALAR);
    assertThat(sentences().getFirst()).startsWith("a.yaml:2: flag: " + word + " (expected: ");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("a:\n\tb: 1\n", TextRule.TAB_INDENTATION, 2),
        arguments("a: 1\nb: b: c\n", TextRule.SYNTAX, 2),
        arguments("a: 1\nb: \"open\n", TextRule.SYNTAX, 3),
        arguments("a: @x\n", TextRule.SYNTAX, 1),
        arguments("? - a\n: b\n", TextRule.SYNTAX, 1),
        arguments("a: 1\nb: 2\na: 3\n", TextRule.DUPLICATE_FIELD, 3),
        arguments("a: &x 1\n", TextRule.ANCHOR, 1),
        arguments("a: 1\nb: &x {c: 1}\n", TextRule.ANCHOR, 2),
        arguments("a:\n  b: *x\n", TextRule.ALIAS, 2),
        arguments("a:\n  <<: {b: 1}\n", TextRule.MERGE_KEY, 2),
        arguments("a: !Ref x\n", TextRule.TAG, 1),
        arguments("a: !!str 12\n", TextRule.TAG, 1),
        arguments("a: !!binary aGk=\n", TextRule.TAG, 1),
        arguments("a: 12e5678\n", TextRule.NUMBER_OUT_OF_RANGE, 1),
        arguments("a: 1" + "0".repeat(64) + "\n", TextRule.NUMBER_OUT_OF_RANGE, 1),
        arguments("a: 1\nb: \u0007\n", TextRule.CONTROL_CHARACTER, 2),
        arguments("a: " + "[".repeat(65) + "]".repeat(65) + "\n", TextRule.TOO_DEEP, 1),
        arguments("#".repeat(TextBounds.LONGEST + 1), TextRule.TOO_LARGE, 1));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void text_isRefusedWithTheLine(String text, TextRule rule, int line) {
    read(text);
    assertThat(problems.list()).extracting(Problem::rule).containsExactly(rule);
    assertThat(problems.list().getFirst().at().line()).isEqualTo(line);
  }

  @Test
  void deepestLegalTree_isRead() {
    read("a: " + "[".repeat(TokenReader.DEEPEST) + "]".repeat(TokenReader.DEEPEST));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void bombOfAliases_isRefusedAtItsFirstAnchorAndAliases() {
    read("a: &a [x, x]\nb: [*a, *a]\n");
    assertThat(sentences())
        .containsExactly(
            "a.yaml:1: a: an anchor (expected: no anchors; remove it)",
            "a.yaml:2: b: alias *a (expected: a value; write it out again)",
            "a.yaml:2: b: alias *a (expected: a value; write it out again)");
  }

  @Test
  void allProblemsOfAText_areReported() {
    List<Node> documents = read("a: yes\nb: 1\nb: 010\n---\nc: 1\n---\nd: [\n");
    assertThat(documents).hasSize(2);
    assertThat(problems.list())
        .extracting(Problem::rule)
        .containsExactly(
            TextRule.AMBIGUOUS_SCALAR,
            TextRule.AMBIGUOUS_SCALAR,
            TextRule.DUPLICATE_FIELD,
            TextRule.SYNTAX);
  }

  @Test
  void write_printsWhatIsReadBack() {
    Node tree =
        readOne(
            "a: 'yes'\nb: 010x\nc: |\n  two\n  lines\nd: [1.50, {e: null}, 'x: y', []]\nf: {}\n");
    assertThat(readOne(NodeYaml.write(tree))).isEqualTo(tree);
    assertThat(NodeYaml.write(tree)).startsWith("a: \"yes\"\n");
  }
}
