package dev.fleetgate.cli;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Nearest;
import dev.fleetgate.model.Problem;
import java.util.ArrayList;
import java.util.List;
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

  private final String version;
  private final Screen screen;
  private final CommandPorts ports;

  /// @param version the program's version, printed by `--version`
  /// @param ports what the commands run
  public CommandLineInterface(String version, Screen screen, CommandPorts ports) {
    this.version = version;
    this.screen = screen;
    this.ports = ports;
  }

  private CommandTree tree() {
    List<CommandTree> commands = new ArrayList<>();
    commands.add(CommandTree.of("lint", () -> new LintCommand(ports, screen)));
    commands.add(
        CommandTree.of(
            "gate",
            GateCommand::new,
            List.of(CommandTree.of("run", () -> new GateRunCommand(ports, screen)))));
    commands.add(CommandTree.of("serve", () -> new ServeCommand(ports, screen)));
    List<CommandTree> rollout = new ArrayList<>();
    rollout.add(CommandTree.of("plan", () -> new RolloutPlanCommand(ports, screen)));
    rollout.add(CommandTree.of("run", () -> new RolloutRunCommand(ports, screen)));
    rollout.addAll(ClientCommands.belowRollout(ports, screen));
    commands.add(CommandTree.of("rollout", RolloutCommand::new, rollout));
    commands.add(CommandTree.of("demo", () -> new DemoCommand(ports, screen)));
    commands.addAll(ClientCommands.belowRoot(ports, screen));
    return CommandTree.of("fleetgate", Root::new, commands);
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
    CommandSpec root = tree().made(List.of(args));
    settle(root, "fleetgate " + version);
    return new CommandLine(root)
        .setOut(screen.out())
        .setErr(screen.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misused(e, screen))
        .setExecutionExceptionHandler((e, _, _) -> failed(e, screen))
        .execute(args);
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
