package dev.fleetgate.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A JSON tree with positions: what rooms hand on when they do not type it themselves, and the form
/// in which an inner room writes its state. Outer rooms print and read it. Equality ignores
/// positions.
public sealed interface Node {
  /// Where the value was written; [Position#unknown()] for values that the program made.
  Position at();

  /// The value as an error message shows it: text in quotes, numbers as written, containers by
  /// their kind.
  String shown();

  /// A text value.
  record Text(String value, Position at) implements Node {
    public Text {
      Objects.requireNonNull(value);
    }

    @Override
    public String shown() {
      return Problem.quoted(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text(var otherValue, _) && value.equals(otherValue);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /// A number, exactly as written.
  record Num(BigDecimal value, Position at) implements Node {
    public Num {
      Objects.requireNonNull(value);
    }

    @Override
    public String shown() {
      return value.toPlainString();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num(var otherValue, _) && value.compareTo(otherValue) == 0;
    }

    @Override
    public int hashCode() {
      return value.stripTrailingZeros().hashCode();
    }
  }

  /// `true` or `false`.
  record Bool(boolean value, Position at) implements Node {
    @Override
    public String shown() {
      return String.valueOf(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bool(var otherValue, _) && value == otherValue;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(value);
    }
  }

  /// `null`, written out.
  record Null(Position at) implements Node {
    @Override
    public String shown() {
      return "null";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Null;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /// A list.
  record Array(List<Node> items, Position at) implements Node {
    public Array {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return "a list of " + items.size();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Array(var otherItems, _) && items.equals(otherItems);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }
  }

  /// A mapping; keeps the order in which the fields were written.
  record Obj(Map<String, Node> fields, Position at) implements Node {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// The field, or empty if it was not written.
    public Optional<Node> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    /// A copy with one field set.
    public Obj with(String name, Node value) {
      Map<String, Node> copy = new LinkedHashMap<>(fields);
      copy.put(name, value);
      return new Obj(copy, at);
    }

    /// A copy without one field.
    public Obj without(String name) {
      Map<String, Node> copy = new LinkedHashMap<>(fields);
      copy.remove(name);
      return new Obj(copy, at);
    }

    @Override
    public String shown() {
      return "a mapping of " + fields.size();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Obj(var otherFields, _) && fields.equals(otherFields);
    }

    @Override
    public int hashCode() {
      return fields.hashCode();
    }
  }

  /// The node below a path of field names; empty when a step is missing or is no mapping.
  default Optional<Node> path(String... names) {
    Node here = this;
    for (String name : names) {
      if (!(here instanceof Obj mapping) || !mapping.fields().containsKey(name)) {
        return Optional.empty();
      }
      here = Objects.requireNonNull(mapping.fields().get(name));
    }
    return Optional.of(here);
  }

  /// The text below a path of field names; empty when there is none or it is not text.
  default Optional<String> textAt(String... names) {
    return path(names)
        .flatMap(
            node -> node instanceof Text(var value, _) ? Optional.of(value) : Optional.empty());
  }

  static Text text(String value) {
    return new Text(value, Position.unknown());
  }

  static Num number(long value) {
    return new Num(BigDecimal.valueOf(value), Position.unknown());
  }

  static Num number(BigDecimal value) {
    return new Num(value, Position.unknown());
  }

  static Bool bool(boolean value) {
    return new Bool(value, Position.unknown());
  }

  static Null nothing() {
    return new Null(Position.unknown());
  }

  static Array array(List<? extends Node> items) {
    return new Array(List.copyOf(items), Position.unknown());
  }

  static Array texts(Iterable<String> items) {
    List<Node> nodes = new ArrayList<>();
    items.forEach(item -> nodes.add(text(item)));
    return array(nodes);
  }

  static Obj object() {
    return new Obj(Map.of(), Position.unknown());
  }

  static Obj object(Map<String, ? extends Node> fields) {
    return new Obj(new LinkedHashMap<>(fields), Position.unknown());
  }
}
