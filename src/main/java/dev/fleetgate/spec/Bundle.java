package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rules.RulePack;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything that a command was given, typed and checked against one another.
///
/// @param gates those of the files given, each by itself; `shelf` is where names are looked up
/// @param rulePacks those of the files given, then those at hand; the first of a name counts
/// @param documents number of our documents, those with problems among them
/// @param foreign number of documents below folders that are none of ours
public record Bundle(
    List<Fleet> fleets,
    List<RolloutSpec> rollouts,
    List<GateSpec> gates,
    List<RulePack> rulePacks,
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

  /// The look-back of every series that a rule pack records, by the series' name.
  public Map<String, Duration> recorded() {
    return recorded(rulePacks);
  }

  static Map<String, Duration> recorded(List<RulePack> rulePacks) {
    Map<String, Duration> recorded = new HashMap<>();
    for (RulePack pack : rulePacks) {
      pack.spec()
          .recorded()
          .forEach((series, looksBack) -> recorded.merge(series, looksBack, Bundle::longer));
    }
    return Map.copyOf(recorded);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
