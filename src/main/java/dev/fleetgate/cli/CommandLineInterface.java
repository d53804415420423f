package dev.fleetgate.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The `fleetgate` command with everything below it.
public final class CommandLineInterface {
  private final CommandLine commands;

  /// @param version the program's version, printed by `--version`
  /// @param out where answers go
  /// @param err where complaints and progress go
  public CommandLineInterface(String version, PrintWriter out, PrintWriter err) {
    var root = CommandSpec.forAnnotatedObject(new Root());
    root.version("fleetgate " + version);
    this.commands = new CommandLine(root).setOut(out).setErr(err);
    root.usageMessage().autoWidth(false);
  }

  /// Runs the command that the arguments name, to its end.
  ///
  /// @return one of [ExitCode]
  public int run(String... args) {
    return commands.execute(args);
  }

  /// `fleetgate` alone only groups the commands, so that calling it without one is a usage error.
  @Command(
      name = "fleetgate",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = ExitCode.USAGE,
      exitCodeOnExecutionException = ExitCode.ERROR,
      description =
          "Watches a fleet of Kubernetes clusters through their Prometheus and gates rollouts.")
  private static final class Root implements Runnable {
    @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(), "command line: no command (expected: a command; see --help)");
    }
  }
}
