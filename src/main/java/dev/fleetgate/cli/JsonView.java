package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.List;
import java.util.regex.Pattern;

/// Reads answers of the API leniently: an older or newer program may leave something out.
final class JsonView {
  private static final Pattern FRACTION = Pattern.compile("\\.\\d+Z$");

  private JsonView() {}

  /// The text below a path; a number as written; empty if there is none.
  static String text(Node node, String... path) {
    return switch (node.path(path).orElseGet(Node::nothing)) {
      case Node.Text(var value, _) -> value;
      case Node.Num(var value, _) -> value.toPlainString();
      case Node.Bool(var value, _) -> String.valueOf(value);
      case Node.Null _, Node.Array _, Node.Obj _ -> "";
    };
  }

  /// The time below a path, to the second.
  static String time(Node node, String... path) {
    return FRACTION.matcher(text(node, path)).replaceFirst("Z");
  }

  static boolean flag(Node node, String... path) {
    return node.path(path).orElseGet(Node::nothing) instanceof Node.Bool(var value, _) && value;
  }

  /// The items of the list below a path; none if there is none.
  static List<Node> items(Node node, String... path) {
    return node.path(path).orElseGet(Node::nothing) instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }
}
