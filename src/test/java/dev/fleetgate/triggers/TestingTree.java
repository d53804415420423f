package dev.fleetgate.triggers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trees written as YAML, with JSON pointers as positions.
public final class TestingTree {
  private static final YAMLMapper YAML = new YAMLMapper();

  private TestingTree() {}

  public static Node.Obj yaml(String text) {
    try {
      return (Node.Obj) node(YAML.readTree(text), new Position("trigger.yaml", 0, 0, ""));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A patch that sets one existing value, written as YAML.
  public static ApiCall.Patch patch(String pointer, String value) {
    Node operation = yaml("{op: replace, path: '" + pointer + "', value: " + value + "}");
    return new ApiCall.Patch("/", Node.array(List.of(operation)));
  }

  /// The object after a patch, as an API server would leave it.
  ///
  /// @throws io.fabric8.zjsonpatch.JsonPatchException if a test or another operation fails
  public static Node patched(Node object, ApiCall.Patch patch) {
    JsonNode operations = YAML.valueToTree(plain(patch.operations()));
    return node(JsonPatch.apply(operations, YAML.valueToTree(plain(object))), Position.unknown());
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case Node.Text(var text, _) -> text;
      case Node.Num(var number, _) -> number;
      case Node.Bool(var flag, _) -> flag;
      case Node.Null _ -> null;
      case Node.Array(var items, _) -> items.stream().map(TestingTree::plain).toList();
      case Node.Obj(var fields, _) -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach((key, value) -> plain.put(key, plain(value)));
        yield plain;
      }
    };
  }

  private static Node node(JsonNode json, Position at) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        json.properties()
            .forEach(field ->
                fields.put(field.getKey(), node(field.getValue(), at.child(field.getKey()))));
        yield new Node.Obj(fields, at);
      }
      case ARRAY -> {
        List<Node> items = new ArrayList<>();
        for (JsonNode item : json) {
          items.add(node(item, at.child(String.valueOf(items.size()))));
        }
        yield new Node.Array(items, at);
      }
      case STRING -> new Node.Text(json.textValue(), at);
      case NUMBER -> new Node.Num(json.decimalValue(), at);
      case BOOLEAN -> new Node.Bool(json.booleanValue(), at);
      case NULL -> new Node.Null(at);
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException(json.toString());
    };
  }
}
