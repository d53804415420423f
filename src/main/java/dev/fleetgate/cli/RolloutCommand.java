package dev.fleetgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `fleetgate rollout` alone only groups its commands.
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description = "Plans, runs and steers rollouts.")
final class RolloutCommand implements Runnable {
  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "rollout: no command (expected: a command; see rollout --help)");
  }
}
