package dev.fleetgate.app;

import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePack;
import dev.fleetgate.spec.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rule packs that the program carries in its room `rules/`.
final class ShippedPacks {
  private ShippedPacks() {}

  /// The packs that a fleet asks for, with its values of their parameters.
  ///
  /// @throws dev.fleetgate.model.BadInputException if a value does not fit
  static List<ResolvedPack> wantedBy(Fleet fleet) {
    Problems problems = new Problems();
    Map<String, RulePack> shipped = new LinkedHashMap<>();
    Wiring.loader()
        .load(Inputs.NONE, problems)
        .rulePacks()
        .forEach(pack -> shipped.putIfAbsent(pack.name(), pack));
    List<ResolvedPack> wanted = new ArrayList<>();
    for (Fleet.PackRef ref : fleet.rulePacks()) {
      RulePack pack = shipped.get(ref.name());
      if (pack != null) {
        ResolvedPack.of(pack, ref.params(), problems).ifPresent(wanted::add);
      }
    }
    problems.throwIfAny();
    return wanted;
  }
}
