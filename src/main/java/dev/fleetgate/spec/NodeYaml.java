package dev.fleetgate.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// YAML as trees with positions, all documents of a text.
///
/// A careful part of YAML: anchors, aliases, merge keys and tags are refused, and so is every plain
/// scalar that YAML 1.1 and 1.2 read differently (`yes`, `on`, `010`, `1_000`, `0o7`). Other plain
/// scalars are what YAML 1.2's core schema says: a number stays exactly as written (`3.10` is the
/// number 3.10, and no text), `true` and `false` are flags, `null`, `~` and nothing are null. See
/// docs/adr/0041.
public final class NodeYaml {
  private NodeYaml() {}

  /// The documents of a text, without empty ones. After a syntax error, the documents before it.
  ///
  /// @param source name of the text, for positions
  public static List<Node> read(String text, String source, Problems problems) {
    List<Node> documents = new ArrayList<>();
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!TextBounds.kept(body, source, problems)) {
      return documents;
    }
    try (YAMLParser parser = new YAMLFactory().createParser(body)) {
      TokenReader reader =
          new TokenReader(
              parser,
              problems,
              (location, pointer) -> position(location, source, pointer),
              new YamlScalars(parser, body, problems));
      while (parser.nextToken() != null) {
        boolean empty = parser.currentToken() == JsonToken.VALUE_NULL;
        Node document = reader.root();
        if (!empty) {
          documents.add(document);
        }
      }
    } catch (JsonProcessingException e) {
      problems.add(syntaxProblem(e, body, source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /// The tree as one YAML document, texts in quotes.
  public static String write(Node node) {
    StringWriter text = new StringWriter();
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try (YAMLGenerator generator = factory.createGenerator(text)) {
      NodeJson.write(node, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Position position(JsonLocation location, String source, String pointer) {
    return new Position(source, location.getLineNr(), location.getColumnNr(), pointer);
  }

  /// snakeyaml knows the place of the mistake; Jackson's location is that of the last good token.
  private static Problem syntaxProblem(JsonProcessingException e, String text, String source) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      Position at = new Position(source, mark.getLine() + 1, mark.getColumn() + 1, "");
      if (mark.getIndex() < text.codePointCount(0, text.length())
          && text.codePointAt(text.offsetByCodePoints(0, mark.getIndex())) == '\t') {
        return new Problem(
            at, TextRule.TAB_INDENTATION, "yaml", "a tab", "spaces; replace the tab by spaces");
      }
      return syntaxProblem(at, marked.getProblem());
    }
    JsonLocation location = e.getLocation();
    Position at = location == null ? Position.start(source) : position(location, source, "");
    return syntaxProblem(at, e.getOriginalMessage());
  }

  private static Problem syntaxProblem(Position at, String message) {
    return new Problem(
        at,
        TextRule.SYNTAX,
        "yaml",
        message.lines().findFirst().orElse(""),
        "well-formed YAML; look at this line and the one before it");
  }
}
