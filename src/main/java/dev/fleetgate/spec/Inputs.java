package dev.fleetgate.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The texts that a command was given.
///
/// @param given named by the user one by one; each must hold documents of ours only
/// @param found below folders that the user named; may hold Kubernetes objects and others, too
/// @param beside from the folder `gates/` next to a given file; only its gates are looked at, after
///   those of the files given
/// @param packFiles the other YAML files in the folder of each `pack.yaml`, by the name of its
///   source
public record Inputs(
    List<Source> given,
    List<Source> found,
    List<Source> beside,
    Map<String, List<Source>> packFiles) {
  public static final Inputs NONE = of();

  public Inputs {
    given = List.copyOf(given);
    found = List.copyOf(found);
    beside = List.copyOf(beside);
    packFiles =
        packFiles.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  /// Files given one by one, none of which is a rule pack.
  public static Inputs of(Source... given) {
    return new Inputs(List.of(given), List.of(), List.of(), Map.of());
  }

  /// All texts, in the order in which problems are reported.
  List<Source> all() {
    List<Source> all = new ArrayList<>(given);
    all.addAll(found);
    all.addAll(beside);
    packFiles.values().forEach(all::addAll);
    return all;
  }
}
