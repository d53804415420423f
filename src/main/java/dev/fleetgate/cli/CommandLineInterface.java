package dev.fleetgate.cli;

import dev.fleetgate.model.BadInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The `fleetgate` command with everything below it.
public final class CommandLineInterface {
  private final CommandLine commands;

  /// @param version the program's version, printed by `--version`
  /// @param ports what the commands run
  public CommandLineInterface(String version, Screen screen, CommandPorts ports) {
    var root = CommandSpec.forAnnotatedObject(new Root());
    root.version("fleetgate " + version);
    root.addSubcommand("lint", CommandSpec.forAnnotatedObject(new LintCommand(ports, screen)));
    this.commands =
        new CommandLine(root)
            .setOut(screen.out())
            .setErr(screen.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
            .setExecutionExceptionHandler((e, _, _) -> failed(e, screen));
    settle(root);
  }

  /// What is alike in all commands.
  private static void settle(CommandSpec command) {
    command.exitCodeOnInvalidInput(ExitCode.USAGE);
    command.exitCodeOnExecutionException(ExitCode.ERROR);
    command.usageMessage().autoWidth(false);
    command.subcommands().values().forEach(below -> settle(below.getCommandSpec()));
  }

  private static int failed(Exception e, Screen screen) {
    if (e instanceof BadInputException refused) {
      ProblemPrinter.print(refused.problems(), screen, screen.err());
      return ExitCode.BAD_INPUT;
    }
    screen.err().println("fleetgate: internal error: " + e);
    e.printStackTrace(screen.err());
    return ExitCode.ERROR;
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
