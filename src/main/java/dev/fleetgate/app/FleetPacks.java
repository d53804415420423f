package dev.fleetgate.app;

import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rule packs that a fleet asks for: its own, and those that the program carries.
final class FleetPacks {
  private FleetPacks() {}

  /// The packs with the fleet's values of their parameters.
  ///
  /// @throws dev.fleetgate.model.BadInputException if a value does not fit
  /// @throws IllegalStateException if a pack is not at hand, which whoever read the file has
  ///   refused
  static List<ResolvedPack> wantedBy(FleetFile file) {
    Map<String, RulePack> known = new LinkedHashMap<>();
    file.rulePacks().forEach(pack -> known.putIfAbsent(pack.name(), pack));
    Problems problems = new Problems();
    List<ResolvedPack> wanted = new ArrayList<>();
    for (Fleet.PackRef ref : file.fleet().rulePacks()) {
      RulePack pack = known.get(ref.name());
      if (pack == null) {
        throw new IllegalStateException(
            "rule pack: " + ref.name() + " (expected: one of " + known.keySet() + ")");
      }
      ResolvedPack.of(pack, ref.params(), problems).ifPresent(wanted::add);
    }
    problems.throwIfAny();
    return wanted;
  }
}
