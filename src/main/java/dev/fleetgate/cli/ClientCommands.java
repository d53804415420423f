package dev.fleetgate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The commands that ask the running program: `clusters`, `rules`, and those of `rollout` that show
/// and steer.
final class ClientCommands {
  private static final String LEGAL_NOW =
      "A verb that is not legal now is refused with the reason.";

  private ClientCommands() {}

  /// Those below the root command.
  static List<CommandTree> belowRoot(CommandPorts ports, Screen screen) {
    return List.of(
        CommandTree.of(
            "clusters",
            () -> new ClustersCommand(ports, screen),
            List.of(CommandTree.of("check", () -> new ClustersCheckCommand(screen)))),
        CommandTree.of(
            "rules",
            Rules::new,
            List.of(CommandTree.of("apply", () -> new RulesApplyCommand(screen)))));
  }

  /// Those below the command `rollout`.
  static List<CommandTree> belowRollout(CommandPorts ports, Screen screen) {
    List<CommandTree> commands = new ArrayList<>();
    commands.add(CommandTree.of("list", () -> new RolloutListCommand(ports, screen)));
    commands.add(CommandTree.of("get", () -> new RolloutGetCommand(ports, screen)));
    commands.add(CommandTree.of("watch", () -> new RolloutWatchCommand(ports, screen)));
    verbs()
        .forEach((verb, does) ->
            commands.add(new CommandTree(verb, () -> verb(verb, does, screen), List.of())));
    return commands;
  }

  private static CommandSpec verb(String verb, String does, Screen screen) {
    CommandSpec command = CommandSpec.forAnnotatedObject(new RolloutVerbCommand(verb, screen));
    command.usageMessage().description(does, LEGAL_NOW, "");
    if (!verb.equals("retry")) {
      command.remove(command.findOption("--member"));
    }
    return command;
  }

  private static Map<String, String> verbs() {
    Map<String, String> verbs = new LinkedHashMap<>();
    verbs.put("pause", "Sends no new trigger; what is in flight runs on to its gate.");
    verbs.put("resume", "Goes on after a pause or a halt, and accepts what has failed so far.");
    verbs.put("approve", "Gives the approval that the run waits for.");
    verbs.put("reject", "Refuses that approval; the run ends as Rejected.");
    verbs.put("abort", "Sends no trigger any more, and asks what is in flight to stop.");
    verbs.put("rollback", "Undoes what was touched, the last first.");
    verbs.put("retry", "Tries failed members again.");
    return verbs;
  }

  /// `fleetgate rules` alone only groups its commands.
  @Command(
      name = "rules",
      mixinStandardHelpOptions = true,
      description = "Rule packs on child clusters.")
  private static final class Rules implements Runnable {
    @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(), "rules: no command (expected: a command; see rules --help)");
    }
  }
}
