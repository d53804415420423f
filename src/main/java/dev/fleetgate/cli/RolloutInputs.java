package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `rollout run` and `rollout plan` are given: one rollout, with every gate that it could
/// name.
record RolloutInputs(Inputs inputs, Bundle bundle) {
  /// @param bundles with the rule packs at hand that record series for the gates
  /// @throws BadInputException with every problem of the files
  static RolloutInputs read(BundleLoader bundles, List<Path> files) {
    Problems problems = new Problems();
    Inputs inputs = SourceFiles.read(files, problems);
    Bundle bundle = bundles.load(inputs, problems);
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
    return new RolloutInputs(inputs, bundle);
  }

  private RolloutSpec rollout() {
    return bundle.rollouts().getFirst();
  }

  /// As it is planned or started.
  Launch.Wanted wanted() {
    List<GateSpec> gates =
        bundle.shelf().names().stream()
            .flatMap(name -> bundle.shelf().find(name).stream())
            .toList();
    return new Launch.Wanted(rollout(), gates, Actor.unverified(""));
  }

  /// The rollout, and those gates that it names and that do not come with the program.
  StartDocuments documents() {
    List<Position> begins = new ArrayList<>(List.of(rollout().at()));
    rollout().gates().stream()
        .map(GateRef::name)
        .distinct()
        .flatMap(name -> bundle.shelf().find(name).stream())
        .map(GateSpec::at)
        .forEach(begins::add);
    List<Source> sources = new ArrayList<>(inputs.given());
    sources.addAll(inputs.found());
    sources.addAll(inputs.beside());
    return StartDocuments.of(sources, begins);
  }
}
