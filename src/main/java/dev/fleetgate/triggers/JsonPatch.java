package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Collects the operations of one JSON patch (RFC 6902), in order. A path is given in steps, which
/// are escaped here.
///
/// Thread safety: confined to the thread that builds the patch.
final class JsonPatch {
  private final List<Node> operations = new ArrayList<>();

  JsonPatch test(Node value, String... path) {
    return operation("test", value, path);
  }

  /// Sets a field, whether or not it was there; the mapping around it must be.
  JsonPatch set(Node value, String... path) {
    return operation("add", value, path);
  }

  JsonPatch remove(String... path) {
    operations.add(
        Node.object(fields("op", Node.text("remove"), "path", Node.text(pointer(path)))));
    return this;
  }

  Node.Array operations() {
    return Node.array(operations);
  }

  private JsonPatch operation(String name, Node value, String... path) {
    Map<String, Node> fields = fields("op", Node.text(name), "path", Node.text(pointer(path)));
    fields.put("value", value);
    operations.add(Node.object(fields));
    return this;
  }

  private static Map<String, Node> fields(String key, Node value, String key2, Node value2) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put(key, value);
    fields.put(key2, value2);
    return fields;
  }

  private static String pointer(String... path) {
    StringBuilder pointer = new StringBuilder();
    for (String step : path) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /// Whether all that a patch set is in an object that was read later, whatever else is in it.
  static boolean stillThere(ApiCall call, Node object) {
    return call instanceof ApiCall.Patch(_, Node.Array(var operations, _))
        && operations.stream()
            .filter(operation -> operation.textAt("op").equals(Optional.of("add")))
            .allMatch(operation ->
                at(object, operation.textAt("path").orElse(""))
                    .filter(found -> covers(found, operation.path("value").orElseThrow()))
                    .isPresent());
  }

  /// Whether all that a patch tests is so in an object that was read later.
  static boolean passes(ApiCall call, Node object) {
    return call instanceof ApiCall.Patch(_, Node.Array(var operations, _))
        && operations.stream()
            .filter(operation -> operation.textAt("op").equals(Optional.of("test")))
            .allMatch(operation ->
                at(object, operation.textAt("path").orElse(""))
                    .orElseGet(Node::nothing)
                    .equals(operation.path("value").orElseThrow()));
  }

  /// Whether a tree holds everything that another holds. Lists must have the same length.
  private static boolean covers(Node found, Node wanted) {
    return switch (wanted) {
      case Node.Obj(var fields, _) ->
          fields.entrySet().stream()
              .allMatch(field ->
                  found
                      .path(field.getKey())
                      .map(value -> covers(value, field.getValue()))
                      .orElse(field.getValue() instanceof Node.Null));
      case Node.Array(var items, _) ->
          found instanceof Node.Array(var others, _)
              && others.size() == items.size()
              && IntStream.range(0, items.size())
                  .allMatch(index -> covers(others.get(index), items.get(index)));
      case Node.Text _, Node.Num _, Node.Bool _, Node.Null _ -> found.equals(wanted);
    };
  }

  private static Optional<Node> at(Node object, String pointer) {
    Optional<Node> here = Optional.of(object);
    for (String escaped :
        List.of(pointer.substring(Math.min(1, pointer.length())).split("/", -1))) {
      String step = escaped.replace("~1", "/").replace("~0", "~");
      here = here.flatMap(node -> below(node, step));
    }
    return here;
  }

  private static Optional<Node> below(Node node, String step) {
    if (node instanceof Node.Array(var items, _)) {
      int index = step.chars().allMatch(Character::isDigit) ? Integer.parseInt(step) : items.size();
      return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }
    return node.path(step);
  }
}
