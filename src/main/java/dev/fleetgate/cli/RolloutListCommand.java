package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `fleetgate rollout list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every run, the latest first. Where no program listens, the state folder is read.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "3:no program answers and there is no state folder, or a run in it cannot be read"
    })
final class RolloutListCommand implements Callable<Integer>, ClientOptions.Reading {
  private final CommandPorts ports;
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  RolloutListCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.askOrRead(screen, ports, this);
  }

  @Override
  public int asked(ApiClient client) {
    print(client.get("/api/v1/rollouts"));
    return ExitCode.PASSED;
  }

  @Override
  public int read(Stored stored) {
    print(stored.rollouts());
    return stored.troubles().isEmpty() ? ExitCode.PASSED : ExitCode.ERROR;
  }

  private void print(Node answer) {
    List<Node> rollouts = JsonView.items(answer, "rollouts");
    if (options.json()) {
      options.print(screen, answer);
    } else if (rollouts.isEmpty()) {
      screen.out().println("no rollouts");
    } else {
      Table table = new Table("ROLLOUT", "PHASE", "SINCE", "WAVES", "HELD BY", "RUN");
      rollouts.forEach(rollout -> row(rollout, table));
      table.lines().forEach(screen.out()::println);
    }
  }

  private static void row(Node rollout, Table table) {
    table.row(
        JsonView.text(rollout, "name"),
        JsonView.text(rollout, "phase"),
        JsonView.time(rollout, "phaseSince"),
        joined(JsonView.items(rollout, "waves"), "name", "phase"),
        joined(JsonView.items(rollout, "holds"), "kind", "subject"),
        JsonView.text(rollout, "run"));
  }

  private static String joined(List<Node> nodes, String first, String second) {
    return nodes.stream()
        .map(node -> (JsonView.text(node, first) + " " + JsonView.text(node, second)).strip())
        .collect(Collectors.joining(", "));
  }
}
