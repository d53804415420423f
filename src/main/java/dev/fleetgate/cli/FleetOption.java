package dev.fleetgate.cli;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.Bundle;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// `--fleet`, alike in all commands that need it.
final class FleetOption {
  @Option(
      names = "--fleet",
      required = true,
      paramLabel = "FILE",
      description = "The Fleet: where clusters come from, and how their Prometheus is reached.")
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  FleetFile read(CommandPorts ports) {
    return read(ports, file);
  }

  /// The one Fleet of a file, or of a folder's files.
  ///
  /// @throws BadInputException with every problem of what was read
  static FleetFile read(CommandPorts ports, Path file) {
    Problems problems = new Problems();
    Bundle bundle = ports.bundles().load(SourceFiles.read(List.of(file), problems), problems);
    problems.throwIfAny();
    if (bundle.fleets().size() != 1) {
      throw new BadInputException(
          List.of(
              new Problem(
                  Position.start(file.toString()),
                  FileRule.NOT_ONE_DOCUMENT,
                  "Fleet",
                  bundle.fleets().size() + " documents",
                  "exactly one document of kind Fleet; see docs/examples/fleet.yaml")));
    }
    Fleet fleet = bundle.fleets().getFirst();
    return new FleetFile(fleet, bundle.rulePacks(), folder(Path.of(fleet.at().source())));
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("/") : folder;
  }
}
