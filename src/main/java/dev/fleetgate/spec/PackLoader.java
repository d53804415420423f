package dev.fleetgate.spec;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.RulePack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a rule pack: `pack.yaml` and the objects in the files next to it.
final class PackLoader {
  private PackLoader() {}

  /// The pack; empty if a problem was added.
  ///
  /// @param files the other YAML files of its folder
  static Optional<RulePack> load(Document document, List<Source> files, Problems problems) {
    Problems found = new Problems();
    Map<String, Node> objects = new LinkedHashMap<>();
    for (Source file : files) {
      object(file, found).ifPresent(tree -> objects.put(fileName(file), tree));
    }
    Optional<RulePack> pack =
        found.none()
            ? Optional.of(RulePack.read(document.tree(), objects, found))
            : Optional.empty();
    found.list().forEach(problems::add);
    return found.none() ? pack : Optional.empty();
  }

  private static Optional<Node> object(Source file, Problems problems) {
    Problems found = new Problems();
    List<Node> trees = NodeYaml.read(file.text(), file.name(), found);
    if (found.none() && trees.size() != 1) {
      found.add(
          new Problem(
              Position.start(file.name()),
              SpecRule.NOT_ONE_OBJECT,
              "rule pack",
              trees.size() + " documents",
              "one object in each file; put each into a file of its own"));
    }
    found.list().forEach(problems::add);
    return found.none() ? Optional.of(trees.getFirst()) : Optional.empty();
  }

  private static String fileName(Source file) {
    return file.name().substring(file.name().lastIndexOf('/') + 1);
  }
}
