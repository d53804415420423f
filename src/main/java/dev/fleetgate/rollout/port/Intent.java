package dev.fleetgate.rollout.port;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.TriggerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What is about to be sent for one key, written before Sending.
///
/// @param clusterUid of the cluster's `kube-system` namespace, read for this send
/// @param request the call, as its adapter describes it
/// @param expected what the target must hold for the call to be done; null where nothing is
///   expected
public record Intent(TriggerKey key, String clusterUid, Node request, Node expected) {
  public Intent {
    Objects.requireNonNull(key);
    Objects.requireNonNull(clusterUid);
    Objects.requireNonNull(request);
    Objects.requireNonNull(expected);
  }

  /// Hash of all parts; the order of fields does not matter.
  public String hash() {
    StringBuilder text =
        new StringBuilder(key.written()).append('\n').append(clusterUid).append('\n');
    write(request, text);
    text.append('\n');
    write(expected, text);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  private static void write(Node node, StringBuilder text) {
    switch (node) {
      case Node.Text(var value, _) -> text.append(value.length()).append(':').append(value);
      case Node.Num(var value, _) ->
          text.append('#').append(value.stripTrailingZeros().toPlainString());
      case Node.Bool(var value, _) -> text.append(value);
      case Node.Null _ -> text.append("null");
      case Node.Array(var items, _) -> writeAll(items.iterator(), text);
      case Node.Obj(var fields, _) -> writeFields(new TreeMap<>(fields), text);
    }
  }

  private static void writeAll(Iterator<Node> items, StringBuilder text) {
    text.append('[');
    items.forEachRemaining(item -> {
      write(item, text);
      text.append(',');
    });
    text.append(']');
  }

  private static void writeFields(Map<String, Node> fields, StringBuilder text) {
    text.append('{');
    fields.forEach((name, value) -> {
      text.append(name.length()).append(':').append(name).append('=');
      write(value, text);
      text.append(',');
    });
    text.append('}');
  }
}
