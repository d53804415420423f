package dev.fleetgate.gates.condition;

import java.util.Objects;

/// The outcome of reading a condition.
public sealed interface Compilation {
  /// It was understood.
  record Compiled(Condition condition) implements Compilation {
    public Compiled {
      Objects.requireNonNull(condition);
    }
  }

  /// It was not.
  ///
  /// @param kind what is wrong with it
  /// @param column where, from 1
  /// @param found what stands there
  /// @param expected the rule and, after a semicolon, the remedy
  record Rejected(Kind kind, int column, String found, String expected) implements Compilation {
    public Rejected {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(found);
      Objects.requireNonNull(expected);
    }
  }

  /// Kinds of rejection.
  enum Kind {
    /// The text is no sentence of the language.
    SYNTAX,
    /// The parts do not fit together.
    TYPE
  }
}
