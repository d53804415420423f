package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Server-side apply by one manager with force: objects are merged, lists and values replaced, and
/// what the manager applied before and leaves out now is taken away. Conflicts between managers and
/// lists merged by key are not simulated.
final class AppliedFields {
  private AppliedFields() {}

  /// @param before what the same manager applied last; an empty object at first
  /// @return a changed copy
  static ObjectNode merge(ObjectNode object, ObjectNode before, ObjectNode wanted) {
    ObjectNode copy = object.deepCopy();
    for (Map.Entry<String, JsonNode> field : before.properties()) {
      if (!wanted.has(field.getKey())) {
        forget(copy, field.getKey(), field.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String name = field.getKey();
      copy.set(
          name,
          field.getValue() instanceof ObjectNode below
              ? merge(orEmpty(copy.path(name)), orEmpty(before.path(name)), below)
              : field.getValue());
    }
    return copy;
  }

  /// Takes away what was applied below a field, and the field when nothing is left of it.
  private static void forget(ObjectNode object, String name, JsonNode applied) {
    if (applied instanceof ObjectNode && object.path(name) instanceof ObjectNode there) {
      ObjectNode left = merge(there, orEmpty(applied), Json.object());
      if (!left.isEmpty()) {
        object.set(name, left);
        return;
      }
    }
    object.remove(name);
  }

  private static ObjectNode orEmpty(JsonNode node) {
    return node instanceof ObjectNode object ? object : Json.object();
  }
}
