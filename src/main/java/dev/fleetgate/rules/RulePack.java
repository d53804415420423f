package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A pack as it was written: `pack.yaml` and the files that it names.
///
/// @param source the tree of `pack.yaml`
/// @param files the tree of each object, by file name
public record RulePack(RulePackSpec spec, Node source, Map<String, Node> files) {
  public RulePack {
    Objects.requireNonNull(spec);
    Objects.requireNonNull(source);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /// Reads and checks a pack; the result is of use only if no problem was added.
  ///
  /// @param source the tree of `pack.yaml`
  /// @param files the trees of the other YAML files of its folder, `tests/` left out, by name
  public static RulePack read(Node source, Map<String, Node> files, Problems problems) {
    RulePackSpec spec = RulePackSpec.read(source, problems);
    RulePack pack = new RulePack(spec, source, files);
    if (problems.none()) {
      new PackCheck(pack, problems).run();
    }
    return pack;
  }

  public String name() {
    return spec.name();
  }
}
