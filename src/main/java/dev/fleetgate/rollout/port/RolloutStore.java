package dev.fleetgate.rollout.port;

import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Keeps the states of runs. A put is durable when it returns [Put.Written]. Readers look again by
/// listing.
///
/// Thread safety: implementations are safe for use by several threads.
public interface RolloutStore {
  /// Every run, unfinished or not, in any order.
  Runs list();

  /// One run.
  Found get(RunId run);

  /// Writes a state.
  ///
  /// @param expectedVersion of the state it follows; 0 for the first of a run
  Put put(RolloutState state, long expectedVersion);

  /// A state as it is kept.
  ///
  /// @param version from 1, rising with each put
  record Stored(RolloutState state, long version) {
    public Stored {
      Objects.requireNonNull(state);
    }
  }

  /// The answer to a listing.
  sealed interface Runs {
    /// @param runs those that could be read
    /// @param unreadable what could not be read, as sentences; not a reason to forget the others
    record Listed(List<Stored> runs, List<String> unreadable) implements Runs {
      public Listed {
        runs = List.copyOf(runs);
        unreadable = List.copyOf(unreadable);
      }
    }

    /// Nothing can be said; not the same as none.
    record Unavailable(String message) implements Runs {
      public Unavailable {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a get.
  sealed interface Found {
    /// @param stored empty if there is no such run
    record Read(Optional<Stored> stored) implements Found {
      public Read {
        Objects.requireNonNull(stored);
      }
    }

    /// Nothing can be said.
    record Unavailable(String message) implements Found {
      public Unavailable {
        Objects.requireNonNull(message);
      }
    }
  }

  /// The answer to a put.
  sealed interface Put {
    /// @param version that the state has now
    record Written(long version) implements Put {}

    /// Another version is there; re-read and step again.
    record Conflict() implements Put {}

    /// It was not written, or that cannot be said; re-read before going on.
    record Unavailable(String message) implements Put {
      public Unavailable {
        Objects.requireNonNull(message);
      }
    }
  }
}
