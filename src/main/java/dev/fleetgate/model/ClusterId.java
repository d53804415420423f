package dev.fleetgate.model;

import java.util.Objects;
import java.util.regex.Pattern;

/// Name of a child cluster, unique in its fleet: letters, digits, `-`, `_`, `.`, at most 253
/// characters.
///
/// Also the name of a member inside a run, where it is fixed at start.
public record ClusterId(String value) implements Comparable<ClusterId> {
  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

  public ClusterId {
    Objects.requireNonNull(value);
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "cluster name: "
              + Problem.quoted(value)
              + " (expected: letters, digits, -, _ and ., at most 253)");
    }
  }

  /// Whether a text can name a cluster.
  public static boolean legal(String value) {
    return LEGAL.matcher(value).matches();
  }

  @Override
  public int compareTo(ClusterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
