package dev.fleetgate.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Walks a stream of tokens into a tree. A value that breaks a rule becomes a problem and reads as
/// null, so that the rest is read, too.
///
/// A container below a field has the position of the field's name, a scalar its own.
///
/// Thread safety: confined to the thread that reads the input.
final class TokenReader {
  /// Deeper trees are refused: no document of ours or of Kubernetes comes near.
  static final int DEEPEST = 64;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final int LONGEST_NUMBER = 64;
  private static final int LARGEST_SCALE = 400;

  private final JsonParser parser;
  private final Problems problems;
  private final Places places;
  private final Scalars scalars;

  /// Turns a token's place into a position.
  interface Places {
    Position at(JsonLocation location, String pointer);
  }

  /// What a format says of a value before it is read.
  interface Scalars {
    /// Whether the value that begins at the current token may be read; otherwise its problem was
    /// reported.
    boolean acceptable(Position at, String subject);
  }

  TokenReader(JsonParser parser, Problems problems, Places places, Scalars scalars) {
    this.parser = parser;
    this.problems = problems;
    this.places = places;
    this.scalars = scalars;
  }

  /// The value that begins at the current token; afterwards its last token is the current one.
  Node root() throws IOException {
    return value(new Path("", "document", 0), places.at(parser.currentTokenLocation(), ""));
  }

  /// Where a value stands in the tree.
  ///
  /// @param pointer JSON pointer
  /// @param subject the word for messages: the nearest field name
  private record Path(String pointer, String subject, int depth) {
    Path field(String name) {
      String escaped = name.replace("~", "~0").replace("/", "~1");
      return new Path(pointer + "/" + escaped, name, depth + 1);
    }

    Path item(int index) {
      return new Path(pointer + "/" + index, subject, depth + 1);
    }
  }

  private Node value(Path path, Position containerAt) throws IOException {
    Position at = places.at(parser.currentTokenLocation(), path.pointer());
    if (!scalars.acceptable(at, path.subject())) {
      parser.skipChildren();
      return new Node.Null(at);
    }
    if (path.depth() > DEEPEST) {
      problems.add(
          new Problem(
              at,
              TextRule.TOO_DEEP,
              path.subject(),
              "nested deeper than " + DEEPEST,
              "at most " + DEEPEST + " levels; move parts of it up"));
      parser.skipChildren();
      return new Node.Null(at);
    }
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    if (token == JsonToken.START_OBJECT) {
      return object(path, containerAt);
    }
    return token == JsonToken.START_ARRAY ? array(path, containerAt) : scalar(token, path, at);
  }

  private Node object(Path path, Position at) throws IOException {
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Position> names = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Path below = path.field(name);
      Position nameAt = places.at(parser.currentTokenLocation(), below.pointer());
      parser.nextToken();
      Node value = value(below, nameAt);
      Position first = names.putIfAbsent(name, nameAt);
      if (first == null) {
        fields.put(name, value);
      } else {
        problems.add(
            new Problem(
                nameAt,
                TextRule.DUPLICATE_FIELD,
                name,
                "written twice",
                "each field once; it stands at " + first.where() + " already, remove one"));
      }
    }
    return new Node.Obj(fields, at);
  }

  private Node array(Path path, Position at) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Path below = path.item(items.size());
      items.add(value(below, places.at(parser.currentTokenLocation(), below.pointer())));
    }
    return new Node.Array(items, at);
  }

  private Node scalar(JsonToken token, Path path, Position at) throws IOException {
    return switch (token) {
      case VALUE_STRING -> new Node.Text(parser.getText(), at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path, at);
      case VALUE_TRUE, VALUE_FALSE -> flag(token, path, at);
      case VALUE_NULL -> new Node.Null(at);
      case START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          NOT_AVAILABLE ->
          throw new IllegalStateException("token " + token + " (expected: the start of a value)");
    };
  }

  private Node number(Path path, Position at) throws IOException {
    String written = parser.getText();
    if (!NUMBER.matcher(written).matches()) {
      return ambiguous(written, path, at);
    }
    if (written.length() <= LONGEST_NUMBER) {
      BigDecimal value = new BigDecimal(written);
      if (Math.abs((long) value.scale()) <= LARGEST_SCALE) {
        return new Node.Num(value, at);
      }
    }
    problems.add(
        new Problem(
            at,
            TextRule.NUMBER_OUT_OF_RANGE,
            path.subject(),
            written,
            "a number of at most "
                + LONGEST_NUMBER
                + " characters between 1e-"
                + LARGEST_SCALE
                + " and 1e"
                + LARGEST_SCALE
                + "; put it in quotes if it is a text"));
    return new Node.Null(at);
  }

  private Node flag(JsonToken token, Path path, Position at) throws IOException {
    String written = parser.getText();
    return switch (written) {
      case "true", "True", "TRUE", "false", "False", "FALSE" ->
          new Node.Bool(token == JsonToken.VALUE_TRUE, at);
      default -> ambiguous(written, path, at);
    };
  }

  private Node ambiguous(String written, Path path, Position at) {
    problems.add(ambiguity(written, path.subject(), at));
    return new Node.Null(at);
  }

  static Problem ambiguity(String written, String subject, Position at) {
    return new Problem(
        at,
        TextRule.AMBIGUOUS_SCALAR,
        subject,
        written,
        "a scalar that every YAML version reads alike; put it in quotes if it is a text, write"
            + " true or false for a flag and plain decimals for a number");
  }
}
