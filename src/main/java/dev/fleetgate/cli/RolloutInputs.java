package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.Bundle;
import java.nio.file.Path;
import java.util.List;

/// Reads what `rollout run` and `rollout plan` are given.
final class RolloutInputs {
  private RolloutInputs() {}

  /// The one rollout of some files, with every gate that it could name.
  ///
  /// @throws BadInputException with every problem of the files
  static Launch.Wanted read(CommandPorts ports, List<Path> files, String reason) {
    Problems problems = new Problems();
    Bundle bundle = ports.bundles().load(SourceFiles.read(files, problems), problems);
    problems.throwIfAny();
    if (bundle.rollouts().size() != 1) {
      throw new BadInputException(
          List.of(
              new Problem(
                  Position.start(String.valueOf(files.getFirst())),
                  FileRule.NOT_ONE_DOCUMENT,
                  "FleetRollout",
                  bundle.rollouts().size() + " documents",
                  "exactly one document of kind FleetRollout; see docs/examples/addons.yaml")));
    }
    List<GateSpec> gates =
        bundle.shelf().names().stream()
            .flatMap(name -> bundle.shelf().find(name).stream())
            .toList();
    return new Launch.Wanted(bundle.rollouts().getFirst(), gates, Actor.unverified(reason));
  }

  /// The folder of a file, from which its relative paths count.
  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("/") : folder;
  }
}
