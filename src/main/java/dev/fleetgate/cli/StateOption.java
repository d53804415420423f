package dev.fleetgate.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--state`, alike in all commands.
final class StateOption {
  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      defaultValue = "${env:FLEETGATE_STATE:-.fleetgate}",
      description = "Folder of the state. Default: FLEETGATE_STATE, else ./.fleetgate.")
  private Path folder = Path.of(".fleetgate");

  Path folder() {
    return folder;
  }

  /// There is nothing to read.
  String missing() {
    String shown = folder.isAbsolute() ? folder.toString() : "./" + folder.normalize();
    return "state folder %s: not there (expected: a folder that serve or rollout run wrote; name it by --state or FLEETGATE_STATE)"
        .formatted(shown);
  }
}
