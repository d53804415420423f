package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Applies a JSON patch: `test`, `add`, `replace` and `remove`. It succeeds or fails as a whole.
///
/// Source: RFC 6902; paths are RFC 6901.
final class JsonPatch {
  private JsonPatch() {}

  /// The patch cannot be applied.
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /// @return a changed copy
  /// @throws UnfitException if a test fails, a place is not there, or an operation is unknown
  static ObjectNode apply(ObjectNode object, JsonNode operations) throws UnfitException {
    ObjectNode copy = object.deepCopy();
    for (JsonNode operation : operations) {
      apply(copy, operation, operation.path("path").asText());
    }
    return copy;
  }

  private static void apply(ObjectNode object, JsonNode operation, String path)
      throws UnfitException {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      throw new UnfitException("path: \"" + path + "\" is not simulated");
    }
    JsonNode parent = object.at(path.substring(0, slash));
    String step = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    JsonNode value = operation.path("value");
    String op = operation.path("op").asText();
    if (!parent.isContainerNode()) {
      throw new UnfitException(op + " " + path + ": nothing there");
    }
    switch (op) {
      case "test" -> test(parent, step, value, path);
      case "add" -> add(parent, step, value, path);
      case "replace" -> {
        present(parent, step, path);
        replace(parent, step, value);
      }
      case "remove" -> {
        present(parent, step, path);
        remove(parent, step);
      }
      default -> throw new UnfitException("op: \"" + op + "\" is not simulated");
    }
  }

  private static void test(JsonNode parent, String step, JsonNode value, String path)
      throws UnfitException {
    JsonNode there = child(parent, step);
    boolean same =
        (value.isNumber() && there.isNumber())
            ? value.decimalValue().compareTo(there.decimalValue()) == 0
            : value.equals(there);
    if (!same) {
      throw new UnfitException("testing value " + path + " failed");
    }
  }

  private static void present(JsonNode parent, String step, String path) throws UnfitException {
    if (child(parent, step).isMissingNode()) {
      throw new UnfitException(path + ": nothing there");
    }
  }

  private static JsonNode child(JsonNode parent, String step) {
    return parent instanceof ArrayNode array ? array.path(index(step)) : parent.path(step);
  }

  private static void add(JsonNode parent, String step, JsonNode value, String path)
      throws UnfitException {
    if (parent instanceof ArrayNode array) {
      int index = step.equals("-") ? array.size() : index(step);
      if (index < 0 || index > array.size()) {
        throw new UnfitException(path + ": no such place in the list");
      }
      array.insert(index, value);
    } else if (parent instanceof ObjectNode object) {
      object.set(step, value);
    }
  }

  private static void replace(JsonNode parent, String step, JsonNode value) {
    if (parent instanceof ArrayNode array) {
      array.set(index(step), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(step, value);
    }
  }

  private static void remove(JsonNode parent, String step) {
    if (parent instanceof ArrayNode array) {
      array.remove(index(step));
    } else if (parent instanceof ObjectNode object) {
      object.remove(step);
    }
  }

  /// A step that is no index names nothing.
  private static int index(String step) {
    return !step.isEmpty() && step.length() < 9 && step.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(step)
        : -1;
  }
}
