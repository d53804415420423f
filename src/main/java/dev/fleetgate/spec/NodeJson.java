package dev.fleetgate.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON (RFC 8259) as a tree with positions, and back. Stored state, API bodies and JSON files.
///
/// Strict: one document, no duplicate fields, no comments, no NaN, at most 64 levels. The size of
/// the text is the caller's to bound; [NodeYaml] bounds it for files.
public final class NodeJson {
  private static final String END = "one JSON document; remove what follows it";

  private NodeJson() {}

  /// Reads a message or a stored state. Positions have no lines, so that problems name the source
  /// and the JSON pointer.
  ///
  /// @param source word for messages, such as `request` or the name of a stored object
  /// @throws BadInputException with every problem of the text
  public static Node read(String text, String source) {
    Problems problems = new Problems();
    Optional<Node> read =
        read(text, (_, pointer) -> new Position(source, 0, 0, pointer), source, problems);
    problems.throwIfAny();
    return read.orElseThrow();
  }

  /// Reads a file that a person wrote. Positions have lines.
  ///
  /// @return empty after a syntax error
  public static Optional<Node> readFile(String text, String source, Problems problems) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!TextBounds.kept(body, source, problems)) {
      return Optional.empty();
    }
    TokenReader.Places places =
        (location, pointer) ->
            new Position(source, location.getLineNr(), location.getColumnNr(), pointer);
    return read(body, places, source, problems);
  }

  private static Optional<Node> read(
      String text, TokenReader.Places places, String source, Problems problems) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() == null) {
        problems.add(
            new Problem(
                places.at(parser.currentTokenLocation(), ""),
                TextRule.SYNTAX,
                "json",
                "nothing",
                "one JSON document"));
        return Optional.empty();
      }
      Node root = new TokenReader(parser, problems, places, (_, _) -> true).root();
      if (parser.nextToken() != null) {
        Position at = places.at(parser.currentTokenLocation(), "");
        problems.add(new Problem(at, TextRule.SYNTAX, "json", "a second value", END));
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      Position at =
          e.getLocation() == null ? Position.start(source) : places.at(e.getLocation(), "");
      problems.add(
          new Problem(at, TextRule.SYNTAX, "json", e.getOriginalMessage(), "well-formed JSON"));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The tree on one line, fields in their order.
  public static String write(Node node) {
    return written(node, false);
  }

  /// The tree on several lines, two spaces for each level, with a line break at the end.
  public static String writeIndented(Node node) {
    return written(node, true) + "\n";
  }

  private static String written(Node node, boolean indented) {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
    try (JsonGenerator generator = factory.createGenerator(text)) {
      if (indented) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        generator.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      }
      write(node, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static void write(Node node, JsonGenerator generator) throws IOException {
    switch (node) {
      case Node.Text(var value, _) -> generator.writeString(value);
      case Node.Num(var value, _) -> generator.writeNumber(value);
      case Node.Bool(var value, _) -> generator.writeBoolean(value);
      case Node.Null _ -> generator.writeNull();
      case Node.Array(var items, _) -> writeItems(items, generator);
      case Node.Obj(var fields, _) -> writeFields(fields, generator);
    }
  }

  private static void writeItems(List<Node> items, JsonGenerator generator) throws IOException {
    generator.writeStartArray();
    for (Node item : items) {
      write(item, generator);
    }
    generator.writeEndArray();
  }

  private static void writeFields(Map<String, Node> fields, JsonGenerator generator)
      throws IOException {
    generator.writeStartObject();
    for (Map.Entry<String, Node> field : fields.entrySet()) {
      generator.writeFieldName(field.getKey());
      write(field.getValue(), generator);
    }
    generator.writeEndObject();
  }
}
