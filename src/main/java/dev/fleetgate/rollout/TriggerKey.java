package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Identity of one send. At most one trigger is ever sent for each key.
///
/// @param attempt from 1
public record TriggerKey(RunId run, ClusterId member, String phase, int attempt, Direction action) {
  private static final int READABLE = 24;
  private static final int LABEL = 63;

  public TriggerKey {
    Objects.requireNonNull(run);
    Objects.requireNonNull(member);
    Objects.requireNonNull(phase);
    Objects.requireNonNull(action);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt: " + attempt + " (expected: >= 1)");
    }
  }

  /// Whether the phase is done or undone.
  public enum Direction {
    DO,
    UNDO
  }

  /// The key of another attempt.
  public TriggerKey ofAttempt(int other) {
    return new TriggerKey(run, member, phase, other, action);
  }

  /// All parts in one text, as stamped on what is patched; unambiguous.
  public String written() {
    return String.join(
        "/", run.value(), member.value(), phase, Integer.toString(attempt), word(action));
  }

  /// Name of an object made for this key: a lower-case DNS label of at most 63 characters, the
  /// phase for the reader and a hash of the whole key.
  public String objectName() {
    String readable = readable(phase.toLowerCase(Locale.ROOT));
    return (readable.isEmpty() ? "fg" : "fg-" + readable) + "-" + hash(written());
  }

  /// Labels of what is made for this key; `fleetgate.dev/trigger` is the hash of the whole key, the
  /// others are for readers and are made label-safe.
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("fleetgate.dev/rollout", labelSafe(run.value()));
    labels.put("fleetgate.dev/cluster", labelSafe(member.value()));
    labels.put("fleetgate.dev/phase", labelSafe(phase));
    labels.put("fleetgate.dev/attempt", Integer.toString(attempt));
    labels.put("fleetgate.dev/action", word(action));
    labels.put("fleetgate.dev/trigger", hash(written()));
    return Collections.unmodifiableMap(labels);
  }

  private static String word(Direction action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static String readable(String text) {
    String safe = text.replaceAll("[^a-z0-9]+", "-");
    String cut = safe.substring(0, Math.min(READABLE, safe.length()));
    return cut.replaceAll("^-+|-+$", "");
  }

  /// A label value as Kubernetes takes it: what does not fit is cut and a hash of the whole added.
  private static String labelSafe(String text) {
    String safe =
        text.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    if (safe.equals(text) && text.length() <= LABEL) {
      return text;
    }
    String suffix = hash(text).substring(0, 8);
    String cut =
        safe.substring(0, Math.min(LABEL - 9, safe.length())).replaceAll("[^A-Za-z0-9]+$", "");
    return cut.isEmpty() ? suffix : cut + "-" + suffix;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
