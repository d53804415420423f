package dev.fleetgate.gates;

import java.util.Optional;
import java.util.regex.Pattern;

/// Name of a gate run, unique in its store; usable as a file name: letters, digits, `-`, `_`, `.`,
/// at most 200 characters.
public record GateRunId(String value) implements Comparable<GateRunId> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  public GateRunId {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "gate run: \"" + value + "\" (expected: letters, digits, -, _ and ., at most 200)");
    }
  }

  /// The id that a text is; empty if it is none.
  public static Optional<GateRunId> read(String text) {
    return LEGAL.matcher(text).matches() ? Optional.of(new GateRunId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(GateRunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
