package dev.fleetgate.promql;

import dev.fleetgate.model.Mismatch;

/// What came of parsing a text.
public sealed interface ParseOutcome {
  /// The text is an expression that Prometheus takes.
  record Parsed(Expr expr) implements ParseOutcome {}

  /// The text is refused.
  ///
  /// @param offset where, as an offset of the text; [SourcePosition] makes a line of it
  /// @param why what stands there, and the rule that it broke
  record Refused(int offset, Mismatch why) implements ParseOutcome {}
}
