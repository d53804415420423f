package dev.fleetgate.rollout.form;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A mapping being written; and how its fields are read.
final class Form {
  private final Map<String, Node> fields = new LinkedHashMap<>();

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Form put(String key, Node value) {
    fields.put(key, value);
    return this;
  }

  /// A text; left out if empty.
  Form put(String key, String value) {
    return value.isEmpty() ? this : put(key, Node.text(value));
  }

  /// A number; left out if 0.
  Form put(String key, long value) {
    return value == 0 ? this : put(key, Node.number(value));
  }

  /// A flag; left out if false.
  Form put(String key, boolean value) {
    return value ? put(key, Node.bool(true)) : this;
  }

  Form put(String key, Enum<?> value) {
    return put(key, Node.text(word(value)));
  }

  Form put(String key, Instant value) {
    return put(key, Node.text(value.toString()));
  }

  /// A list; left out if empty.
  <T> Form put(String key, Iterable<T> values, Function<T, ? extends Node> form) {
    List<Node> nodes = new ArrayList<>();
    values.forEach(value -> nodes.add(form.apply(value)));
    return nodes.isEmpty() ? this : put(key, Node.array(nodes));
  }

  /// A mapping of texts; left out if empty.
  Form put(String key, Map<String, String> values) {
    Form texts = new Form();
    values.forEach((name, value) -> texts.put(name, Node.text(value)));
    return values.isEmpty() ? this : put(key, texts.node());
  }

  Node.Obj node() {
    return Node.object(fields);
  }

  static Instant instant(Fields from, String key) {
    String text = from.text(key);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      from.problems()
          .add(
              new Problem(
                  from.at(),
                  FormRule.NOT_AN_INSTANT,
                  key,
                  Problem.quoted(text),
                  "an ISO 8601 instant"));
      return Instant.EPOCH;
    }
  }

  static Duration measured(Fields from, String key) {
    String text = from.text(key);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      from.problems()
          .add(
              new Problem(
                  from.at(),
                  FormRule.NOT_AN_ISO_DURATION,
                  key,
                  Problem.quoted(text),
                  "an ISO 8601 duration"));
      return Duration.ZERO;
    }
  }

  static <E extends Enum<E>> E choice(Fields from, String key, E[] choices) {
    String text = from.text(key);
    for (E choice : choices) {
      if (word(choice).equals(text)) {
        return choice;
      }
    }
    from.problems()
        .add(
            new Problem(
                from.at(),
                FieldRule.NOT_A_CHOICE,
                key,
                Problem.quoted(text),
                "a word of this version; was the state written by a later one?"));
    return choices[0];
  }

  static ClusterId cluster(Fields from, String key) {
    return cluster(from.text(key), from);
  }

  static ClusterId cluster(String text, Fields from) {
    if (ClusterId.legal(text)) {
      return new ClusterId(text);
    }
    from.problems()
        .add(
            new Problem(
                from.at(),
                FormRule.NOT_A_NAME,
                "cluster",
                Problem.quoted(text),
                "the name of a cluster"));
    return new ClusterId("unknown");
  }

  /// Reads each item of a list as a mapping.
  static <T> List<T> list(Fields from, String key, Function<Fields, T> form) {
    return from.list(key).stream().map(item -> ended(item, key, from.problems(), form)).toList();
  }

  /// Reads one mapping that may be missing.
  static <T> Optional<T> optional(Fields from, String key, Function<Fields, T> form) {
    return from.node(key).map(node -> ended(node, key, from.problems(), form));
  }

  /// Reads one mapping that must be there.
  static <T> T required(Fields from, String key, Function<Fields, T> form) {
    return ended(from.required(key), key, from.problems(), form);
  }

  static <T> T ended(Node node, String key, Problems problems, Function<Fields, T> form) {
    Fields fields = Fields.of(node, key, problems);
    T read = form.apply(fields);
    fields.end();
    return Objects.requireNonNull(read);
  }
}
