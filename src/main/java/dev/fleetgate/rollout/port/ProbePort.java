package dev.fleetgate.rollout.port;

import dev.fleetgate.model.ClusterId;
import java.util.Objects;

/// Asks a cluster's API server for a sign of life.
///
/// Thread safety: implementations are safe for use by several threads.
public interface ProbePort {
  /// Probes once, within a deadline of its own.
  Answer probe(ClusterId cluster);

  /// The answer to a probe.
  sealed interface Answer {
    /// The API server answered, whatever it said.
    record Alive() implements Answer {}

    /// It did not.
    record Silent(String message) implements Answer {
      public Silent {
        Objects.requireNonNull(message);
      }
    }
  }
}
