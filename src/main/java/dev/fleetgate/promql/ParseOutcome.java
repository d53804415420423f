package dev.fleetgate.promql;

/// What came of parsing a text.
public sealed interface ParseOutcome {
  /// The text is an expression that Prometheus takes.
  record Parsed(Expr expr) implements ParseOutcome {}

  /// The text is refused.
  ///
  /// @param offset where, as an offset of the text; [SourcePosition] makes a line of it
  /// @param message `found (expected: rule)`, to be put behind the place and the subject
  record Refused(int offset, String message) implements ParseOutcome {}
}
