package dev.fleetgate.promql;

/// A piece of the text that was parsed.
///
/// @param start offset of its first character
/// @param end offset behind its last character
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "span: " + start + ".." + end + " (expected: 0 <= start <= end)");
    }
  }

  /// From the start of this span to the end of the other.
  Span to(Span other) {
    return new Span(start, other.end);
  }
}
