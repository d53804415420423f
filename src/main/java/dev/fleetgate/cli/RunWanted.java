package dev.fleetgate.cli;

import java.util.Objects;

/// Which run a command is to bring to its end.
sealed interface RunWanted {
  /// A new one.
  ///
  /// @param reason why, kept with the decisions; may be empty
  record Start(StartDocuments documents, String reason) implements RunWanted {
    public Start {
      Objects.requireNonNull(documents);
      Objects.requireNonNull(reason);
    }
  }

  /// The unfinished one of a name.
  record GoOn(String name) implements RunWanted {
    public GoOn {
      Objects.requireNonNull(name);
    }
  }
}
