package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.rollout.RolloutSpec;
import java.util.List;
import java.util.Objects;

/// Everything that a command was given, typed and checked against one another.
///
/// @param gates those of the files given, each by itself; `shelf` is where names are looked up
/// @param rulePacks names of the rule packs given
/// @param documents number of our documents, those with problems among them
/// @param foreign number of documents below folders that are none of ours
public record Bundle(
    List<Fleet> fleets,
    List<RolloutSpec> rollouts,
    List<GateSpec> gates,
    List<String> rulePacks,
    Shelf shelf,
    int documents,
    int foreign) {
  public Bundle {
    fleets = List.copyOf(fleets);
    rollouts = List.copyOf(rollouts);
    gates = List.copyOf(gates);
    rulePacks = List.copyOf(rulePacks);
    Objects.requireNonNull(shelf);
  }
}
