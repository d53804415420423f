package dev.fleetgate.kube;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fleetgate.model.Node;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Bodies of requests and answers: JSON text to trees and back.
final class NodeBody {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private NodeBody() {}

  /// The tree; empty if the text is not JSON.
  static Optional<Node> read(String text) {
    try {
      return Optional.of(node(JSON.readTree(text)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static String write(Node node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Node node(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        json.properties().forEach(field -> fields.put(field.getKey(), node(field.getValue())));
        yield Node.object(fields);
      }
      case ARRAY -> Node.array(json.valueStream().map(NodeBody::node).toList());
      case STRING -> Node.text(json.textValue());
      case NUMBER -> Node.number(json.decimalValue());
      case BOOLEAN -> Node.bool(json.booleanValue());
      case NULL, MISSING, BINARY, POJO -> Node.nothing();
    };
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    switch (node) {
      case Node.Text(var text, _) -> json.writeString(text);
      case Node.Num(var number, _) -> json.writeNumber(number.toPlainString());
      case Node.Bool(var flag, _) -> json.writeBoolean(flag);
      case Node.Null _ -> json.writeNull();
      case Node.Array(var items, _) -> {
        json.writeStartArray();
        for (Node item : items) {
          write(item, json);
        }
        json.writeEndArray();
      }
      case Node.Obj(var fields, _) -> {
        json.writeStartObject();
        for (Map.Entry<String, Node> field : fields.entrySet()) {
          json.writeFieldName(field.getKey());
          write(field.getValue(), json);
        }
        json.writeEndObject();
      }
    }
  }
}
