package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonPatchTest {
  private final ObjectNode object = (ObjectNode) tree("{'a': {'b/c': 1}, 'list': ['x', 'y']}");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'op': 'test', 'path': '/a/b~1c', 'value': 1.0}; {'a': {'b/c': 1}, 'list': ['x', 'y']}",
        "{'op': 'add', 'path': '/a/d', 'value': {}}; {'a': {'b/c': 1, 'd': {}}, 'list': ['x',"
            + " 'y']}",
        "{'op': 'add', 'path': '/list/-', 'value': 'z'}; {'a': {'b/c': 1}, 'list': ['x', 'y',"
            + " 'z']}",
        "{'op': 'replace', 'path': '/list/0', 'value': 'z'}; {'a': {'b/c': 1}, 'list': ['z', 'y']}",
        "{'op': 'replace', 'path': '/a', 'value': 2}; {'a': 2, 'list': ['x', 'y']}",
        "{'op': 'remove', 'path': '/list/1'}; {'a': {'b/c': 1}, 'list': ['x']}",
        "{'op': 'remove', 'path': '/a'}; {'list': ['x', 'y']}"
      })
  void operation_isApplied(String operation, String expected) throws Exception {
    assertThat(JsonPatch.apply(object, tree("[" + operation + "]"))).isEqualTo(tree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'op': 'test', 'path': '/a/b~1c', 'value': 2}; testing value /a/b~1c failed",
        "{'op': 'test', 'path': '/a/none', 'value': null}; testing value /a/none failed",
        "{'op': 'remove', 'path': '/list/2'}; nothing there",
        "{'op': 'replace', 'path': '/none', 'value': 1}; nothing there",
        "{'op': 'add', 'path': '/none/b', 'value': 1}; nothing there",
        "{'op': 'add', 'path': '/list/7', 'value': 1}; no such place",
        "{'op': 'move', 'path': '/a', 'from': '/b'}; not simulated"
      })
  void operation_thatDoesNotFit_changesNothing(String operation, String why) {
    ObjectNode before = object.deepCopy();

    assertThatThrownBy(() ->
            JsonPatch.apply(
                object, tree("[{'op': 'add', 'path': '/first', 'value': 1}, " + operation + "]")))
        .isInstanceOf(JsonPatch.UnfitException.class)
        .hasMessageContaining(why);
    assertThat(object).isEqualTo(before);
  }

  @Test
  void apply_mergesObjects_replacesLists_andForgetsWhatIsLeftOut() {
    ObjectNode before = (ObjectNode) tree("{'labels': {'a': '1', 'b': '2'}, 'spec': {'l': [1]}}");
    ObjectNode there =
        (ObjectNode) tree("{'labels': {'a': '1', 'b': '2', 'theirs': '3'}, 'spec': {'l': [1]}}");
    ObjectNode wanted = (ObjectNode) tree("{'labels': {'a': '4'}, 'spec': {'l': [2, 3]}}");

    assertThat(AppliedFields.merge(there, before, wanted))
        .isEqualTo(tree("{'labels': {'a': '4', 'theirs': '3'}, 'spec': {'l': [2, 3]}}"));
  }

  @Test
  void apply_keepsWhatOthersSetBelowAForgottenField() {
    ObjectNode before = (ObjectNode) tree("{'labels': {'a': '1'}}");
    ObjectNode there = (ObjectNode) tree("{'labels': {'a': '1', 'theirs': '3'}}");

    assertThat(AppliedFields.merge(there, before, Json.object()))
        .isEqualTo(tree("{'labels': {'theirs': '3'}}"));
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(String text) {
    return Json.read(text.replace('\'', '"')).orElseThrow();
  }
}
