package dev.fleetgate.cli;

import dev.fleetgate.model.Fleet;
import dev.fleetgate.rules.RulePack;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A Fleet as it was read, and what counts from where it was read.
///
/// @param rulePacks given together with the Fleet, then the shipped ones; the first of a name
///   counts
/// @param folder of the file, from which the Fleet's relative paths count
public record FleetFile(Fleet fleet, List<RulePack> rulePacks, Path folder) {
  public FleetFile {
    Objects.requireNonNull(fleet);
    rulePacks = List.copyOf(rulePacks);
    Objects.requireNonNull(folder);
  }
}
