package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads the parts of Kubernetes objects that all kinds share. What is absent reads as Kubernetes
/// means it.
final class Status {
  private Status() {}

  /// One of `status.conditions` that is True or False.
  record Condition(boolean holds, String reason, String message, String updated) {
    String shown() {
      return message.isEmpty() ? reason : reason + ": " + message;
    }
  }

  /// The condition of a type; empty if it is absent or Unknown.
  static Optional<Condition> condition(Node object, String type) {
    Node conditions = object.path("status", "conditions").orElseGet(Node::nothing);
    if (!(conditions instanceof Node.Array(var items, _))) {
      return Optional.empty();
    }
    return items.stream()
        .filter(item -> item.textAt("type").equals(Optional.of(type)))
        .filter(item -> !item.textAt("status").equals(Optional.of("Unknown")))
        .findFirst()
        .map(item ->
            new Condition(
                item.textAt("status").equals(Optional.of("True")),
                item.textAt("reason").orElse(""),
                item.textAt("message").orElse(""),
                item.textAt("lastUpdateTime").orElse("")));
  }

  /// A whole number below a path; the fallback if it is absent.
  static long number(Node object, long fallback, String... path) {
    return object
        .path(path)
        .map(node -> node instanceof Node.Num(BigDecimal value, _) ? value.longValue() : fallback)
        .orElse(fallback);
  }

  static String uid(Node object) {
    return object.textAt("metadata", "uid").orElse("");
  }

  static long generation(Node object) {
    return number(object, 0, "metadata", "generation");
  }
}
