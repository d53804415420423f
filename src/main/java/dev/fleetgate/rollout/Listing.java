package dev.fleetgate.rollout;

import dev.fleetgate.model.ChildCluster;
import java.util.List;
import java.util.Objects;

/// What the inventory says of the fleet.
public sealed interface Listing {
  /// Every cluster of the fleet.
  record Listed(List<ChildCluster> clusters) implements Listing {
    public Listed {
      clusters = List.copyOf(clusters);
    }
  }

  /// A source could not be read; not an empty fleet.
  record ListingFailed(String message) implements Listing {
    public ListingFailed {
      Objects.requireNonNull(message);
    }
  }
}
