package dev.fleetgate.rollout;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.Mismatch;
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
  /// @param at the piece of the Fleet that is to blame
  /// @param subject what of it
  record ListingFailed(Position at, String subject, Mismatch why) implements Listing {
    public ListingFailed {
      Objects.requireNonNull(at);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(why);
    }

    /// `where: subject: found (expected: rule; remedy)`.
    public String sentence() {
      return at.where() + ": " + subject + ": " + why.sentence();
    }
  }
}
