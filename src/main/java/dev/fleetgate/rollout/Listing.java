package dev.fleetgate.rollout;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.Position;
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
  ///
  /// @param message a whole sentence, which begins with where it is about
  /// @param at the piece of the Fleet that it is about; unknown if it is about none
  record ListingFailed(String message, Position at) implements Listing {
    public ListingFailed {
      Objects.requireNonNull(message);
      Objects.requireNonNull(at);
    }

    /// Of a piece of the Fleet.
    ///
    /// @param why `subject: found (expected: rule; remedy)`
    public static ListingFailed of(Position at, String why) {
      return new ListingFailed(at.where() + ": " + why, at);
    }

    /// Of no piece of the Fleet.
    public static ListingFailed of(String message) {
      return new ListingFailed(message, Position.unknown());
    }
  }
}
