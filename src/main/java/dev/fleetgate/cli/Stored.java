package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a state folder holds, read without holding it.
public interface Stored {
  /// Every run, in the form of `GET /api/v1/rollouts`.
  Node rollouts();

  /// One run by its name or id, in the form of `GET /api/v1/rollouts/NAME`.
  Optional<Node> rollout(String nameOrId);

  /// What could not be read, as sentences.
  List<String> troubles();

  /// What was found at clusters that nobody watches.
  sealed interface Looked {
    /// @param answer in the form of `GET /api/v1/clusters`
    record Seen(Node answer) implements Looked {
      public Seen {
        Objects.requireNonNull(answer);
      }
    }

    /// Nothing can be said, and why.
    record Failed(String why) implements Looked {
      public Failed {
        Objects.requireNonNull(why);
      }
    }
  }
}
