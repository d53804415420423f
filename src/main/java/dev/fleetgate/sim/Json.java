package dev.fleetgate.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON trees of the simulated servers.
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// A tree of maps, lists, texts, numbers and booleans.
  static JsonNode tree(Object plain) {
    return MAPPER.valueToTree(plain);
  }

  static ObjectNode object(Map<String, ?> plain) {
    return MAPPER.valueToTree(plain);
  }

  /// Empty if it is not JSON.
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// The texts of an object such as `metadata.labels`; empty if there is none.
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
