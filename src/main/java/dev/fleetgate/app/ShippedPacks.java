package dev.fleetgate.app;

import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePack;
import dev.fleetgate.spec.NodeYaml;
import dev.fleetgate.spec.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rule packs that the program carries in its room `rules/`, by name.
final class ShippedPacks {
  private static final String DEFINITION = "pack.yaml";

  private ShippedPacks() {}

  /// The packs that a fleet asks for, with its values of their parameters.
  ///
  /// @throws dev.fleetgate.model.BadInputException if a value does not fit
  static List<ResolvedPack> wantedBy(Fleet fleet) {
    Map<String, RulePack> shipped = all();
    Problems problems = new Problems();
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

  private static Map<String, RulePack> all() {
    Map<String, Map<String, Node>> folders = new LinkedHashMap<>();
    Problems problems = new Problems();
    for (Source source : ShippedFiles.yaml("rules")) {
      String[] path = source.name().split("/", 3);
      List<Node> trees = NodeYaml.read(source.text(), source.name(), problems);
      if (path.length == 3 && trees.size() == 1) {
        folders.computeIfAbsent(path[1], _ -> new LinkedHashMap<>()).put(path[2], trees.getFirst());
      }
    }
    Map<String, RulePack> packs = new LinkedHashMap<>();
    folders.forEach((folder, files) -> {
      Node definition = files.remove(DEFINITION);
      if (definition != null) {
        packs.put(folder, RulePack.read(definition, files, problems));
      }
    });
    problems.throwIfAny();
    return packs;
  }
}
