package dev.fleetgate.rollout;

import java.util.Objects;
import java.util.regex.Pattern;

/// Identity of one run: letters, digits and `-`, at most 63 characters; a UUID in practice.
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  public RunId {
    Objects.requireNonNull(value);
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "run id: " + value + " (expected: letters, digits and -, at most 63)");
    }
  }

  /// Whether a text can be the id of a run.
  public static boolean legal(String value) {
    return LEGAL.matcher(value).matches();
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
