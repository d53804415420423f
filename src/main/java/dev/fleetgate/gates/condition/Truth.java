package dev.fleetgate.gates.condition;

/// What a condition says of a result.
public enum Truth {
  TRUE,
  FALSE,
  /// A comparison met NaN outside of `isNaN`.
  NOT_A_NUMBER,
  /// The condition asked for a series that the result does not have.
  NO_SUCH_SERIES;

  static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  /// The opposite; what is neither true nor false has none.
  Truth negated() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case NOT_A_NUMBER, NO_SUCH_SERIES -> this;
    };
  }
}
