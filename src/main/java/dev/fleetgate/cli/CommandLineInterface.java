package dev.fleetgate.cli;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Nearest;
import dev.fleetgate.model.Problem;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `fleetgate` command with everything below it.
public final class CommandLineInterface {
  private static final int NARROWEST = 55;
  private static final int WIDEST = 100;
  private static final String WHERE = "command line: ";

  private final CommandLine commands;

  /// @param version the program's version, printed by `--version`
  /// @param ports what the commands run
  public CommandLineInterface(String version, Screen screen, CommandPorts ports) {
    var root = CommandSpec.forAnnotatedObject(new Root());
    root.version("fleetgate " + version);
    root.addSubcommand("lint", CommandSpec.forAnnotatedObject(new LintCommand(ports, screen)));
    var gate = CommandSpec.forAnnotatedObject(new GateCommand());
    gate.addSubcommand("run", CommandSpec.forAnnotatedObject(new GateRunCommand(ports, screen)));
    root.addSubcommand("gate", gate);
    root.addSubcommand("serve", CommandSpec.forAnnotatedObject(new ServeCommand(ports, screen)));
    var rollout = CommandSpec.forAnnotatedObject(new RolloutCommand());
    rollout.addSubcommand(
        "plan", CommandSpec.forAnnotatedObject(new RolloutPlanCommand(ports, screen)));
    rollout.addSubcommand(
        "run", CommandSpec.forAnnotatedObject(new RolloutRunCommand(ports, screen)));
    root.addSubcommand("rollout", rollout);
    root.addSubcommand("demo", CommandSpec.forAnnotatedObject(new DemoCommand(ports, screen)));
    ClientCommands.add(root, rollout, ports, screen);
    this.commands =
        new CommandLine(root)
            .setOut(screen.out())
            .setErr(screen.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
            .setParameterExceptionHandler((e, _) -> misused(e, screen))
            .setExecutionExceptionHandler((e, _, _) -> failed(e, screen));
    settle(root, root.version());
  }

  /// What is alike in all commands.
  private static void settle(CommandSpec command, String... version) {
    command.version(version);
    command.exitCodeOnInvalidInput(ExitCode.USAGE);
    command.exitCodeOnExecutionException(ExitCode.ERROR);
    command.usageMessage().autoWidth(false).width(columns());
    command.subcommands().values().forEach(below -> settle(below.getCommandSpec(), version));
  }

  /// As many as the terminal says it has, within what can be read.
  private static int columns() {
    String said = Objects.requireNonNullElse(System.getenv("COLUMNS"), "");
    return said.matches("[0-9]{1,4}")
        ? Math.clamp(Integer.parseInt(said), NARROWEST, WIDEST)
        : WIDEST;
  }

  /// One sentence, how the command is called, and where more is said.
  private static int misused(ParameterException e, Screen screen) {
    CommandLine command = e.getCommandLine();
    String message = message(e);
    screen.err().println(message.startsWith(WHERE) ? message : WHERE + message);
    screen.err().print(command.getHelp().fullSynopsis());
    screen.err().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  /// An unknown word where a command is expected is answered with the commands there are.
  private static String message(ParameterException e) {
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    if (e instanceof UnmatchedArgumentException unmatched && !commands.isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      if (!word.startsWith("-")) {
        return Problem.quoted(word) + ": no such command" + oneOf(word, commands);
      }
    }
    return String.valueOf(e.getMessage());
  }

  private static String oneOf(String word, Set<String> commands) {
    return " (expected: one of %s%s)"
        .formatted(
            String.join(", ", commands),
            Nearest.to(word, commands).map(near -> "; did you mean " + near + "?").orElse(""));
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
