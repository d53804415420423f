package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A JSON object in the making. Fields stand in the order in which they are put; a text that is
/// empty and a time that is not set are left out, so that absence has one form.
///
/// Thread safety: confined to the thread that makes it.
final class Tree {
  private final Map<String, Node> fields = new LinkedHashMap<>();

  Tree put(String name, Node value) {
    fields.put(name, value);
    return this;
  }

  Tree put(String name, String value) {
    return value.isEmpty() ? this : put(name, Node.text(value));
  }

  Tree put(String name, long value) {
    return put(name, Node.number(value));
  }

  Tree put(String name, boolean value) {
    return put(name, Node.bool(value));
  }

  /// Instants at both ends of time stand for "not set".
  Tree put(String name, Instant value) {
    return set(value) ? put(name, Node.text(value.toString())) : this;
  }

  <T> Tree put(String name, Collection<T> items, Function<T, Node> written) {
    return put(name, Node.array(items.stream().map(written).toList()));
  }

  static boolean set(Instant value) {
    return value.isAfter(Instant.EPOCH) && !value.equals(Instant.MAX);
  }

  Node.Obj node() {
    return Node.object(fields);
  }
}
