package dev.fleetgate.alerts;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.FiringAlert;
import java.util.List;
import java.util.Objects;

/// Port: asks a child's Prometheus for the alerts that fire now (`/api/v1/alerts`). Blocks up to
/// its deadline.
@FunctionalInterface
public interface AlertReader {
  Answer read(ChildCluster cluster);

  /// What was read.
  sealed interface Answer {
    /// The alerts in state `firing`; none is an answer, too.
    record Firing(List<FiringAlert> alerts) implements Answer {
      public Firing {
        alerts = List.copyOf(alerts);
      }
    }

    /// Nothing is known, and why.
    record Unreadable(String message) implements Answer {
      public Unreadable {
        Objects.requireNonNull(message);
      }
    }
  }
}
