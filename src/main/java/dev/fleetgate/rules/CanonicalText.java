package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// One text for each tree, whatever the order of its fields and the form of its numbers, and a hash
/// over it.
final class CanonicalText {
  /// Hex digits of a hash: enough to tell the revisions of a fleet apart, short enough to read.
  private static final int DIGITS = 16;

  private CanonicalText() {}

  static String hash(Node node) {
    try {
      byte[] bytes = of(node).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(Node node) {
    return switch (node) {
      case Node.Text(var value, _) -> Integer.toString(value.length()) + ':' + value;
      case Node.Num(var value, _) -> "n" + value.stripTrailingZeros().toPlainString();
      case Node.Bool(var value, _) -> value ? "t" : "f";
      case Node.Null _ -> "0";
      case Node.Array(var items, _) -> list(items);
      case Node.Obj object -> fields(object);
    };
  }

  private static String list(List<Node> items) {
    StringBuilder text = new StringBuilder("[");
    items.forEach(item -> text.append(of(item)).append(','));
    return text.append(']').toString();
  }

  private static String fields(Node.Obj object) {
    StringBuilder text = new StringBuilder("{");
    new TreeMap<>(object.fields())
        .forEach((name, value) -> text.append(of(Node.text(name))).append(of(value)).append(','));
    return text.append('}').toString();
  }
}
