package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout get`.
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a run: its waves and members, what each waits for, since when, and what was decided."
          + " Where no program listens, the state folder is read.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown",
      "1:there is no such rollout",
      "3:no program answers and there is no state folder"
    })
final class RolloutGetCommand implements Callable<Integer>, ClientOptions.Reading {
  private final CommandPorts ports;
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the rollout, or the id of a run.")
  private String name = "";

  RolloutGetCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.askOrRead(screen, ports, this);
  }

  @Override
  public int asked(ApiClient client) {
    print(client.get(ApiClient.rollout(name)));
    return ExitCode.PASSED;
  }

  @Override
  public int read(Stored stored) {
    return options.readRollout(
        screen,
        stored,
        name,
        rollout -> {
          print(rollout);
          return ExitCode.PASSED;
        });
  }

  private void print(Node answer) {
    if (options.json()) {
      options.print(screen, answer);
    } else {
      RolloutPrinter.print(answer, screen);
    }
  }
}
