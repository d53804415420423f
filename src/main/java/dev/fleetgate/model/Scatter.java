package dev.fleetgate.model;

/// Places on a line that follow from names alone: always the same for one name, and far apart for
/// names that are counted through (Fibonacci hashing).
public final class Scatter {
  private static final int GOLDEN = 0x9E3779B9;

  private Scatter() {}

  /// The place of a name.
  ///
  /// @param length of the line, at most 2^31
  /// @return at least 0 and below the length
  public static long place(String name, long length) {
    return (Integer.toUnsignedLong(name.hashCode() * GOLDEN) * length) >>> Integer.SIZE;
  }
}
