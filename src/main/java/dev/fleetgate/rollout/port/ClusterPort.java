package dev.fleetgate.rollout.port;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Listing;
import java.util.Objects;

/// Finds the clusters of a fleet and says which cluster is behind a name.
///
/// Thread safety: implementations are safe for use by several threads.
public interface ClusterPort {
  /// The fleet as it is now.
  Listing list();

  /// Reads which cluster is behind a name.
  Identity identity(ClusterId cluster);

  /// The answer to a look at a cluster's identity.
  sealed interface Identity {
    /// @param uid of the `kube-system` namespace
    record Known(String uid) implements Identity {
      public Known {
        Objects.requireNonNull(uid);
      }
    }

    /// The API server said no.
    record Refused(String message) implements Identity {
      public Refused {
        Objects.requireNonNull(message);
      }
    }

    /// No answer.
    record NoAnswer(String message) implements Identity {
      public NoAnswer {
        Objects.requireNonNull(message);
      }
    }
  }
}
