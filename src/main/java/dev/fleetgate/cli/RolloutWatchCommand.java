package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout watch`.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {"Follows a run to its end, and prints one line for each change.", ""},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Succeeded",
      "1:Failed, Aborted or RolledBack; or there is no such rollout",
      "2:with --no-wait, only a person can move it",
      "3:the run is unfinished and no program drives it, or no longer",
      "4:Rejected"
    })
final class RolloutWatchCommand implements Callable<Integer>, ClientOptions.Reading {
  private final CommandPorts ports;
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the rollout, or the id of a run.")
  private String name = "";

  @Option(names = "--no-wait", description = "End when only a person can move the run.")
  private boolean noWait;

  RolloutWatchCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.askOrRead(screen, ports, this);
  }

  @Override
  public int asked(ApiClient client) {
    return RunFollower.exitCode(new RunFollower(client, noWait).follow(name, new Lines()));
  }

  /// What has ended is shown; what has not would be waited for in vain.
  @Override
  public int read(Stored stored) {
    return options.readRollout(screen, stored, name, this::shown);
  }

  private int shown(Node rollout) {
    new Lines().first(rollout);
    if (JsonView.flag(rollout, "terminal")) {
      return RunFollower.exitCode(rollout);
    }
    screen
        .err()
        .println(
            "rollout %s: unfinished, and nobody drives it (expected: a program that does; go on by fleetgate rollout run --continue %s or fleetgate serve)"
                .formatted(name, JsonView.text(rollout, "name")));
    return ExitCode.ERROR;
  }

  /// The run in whole, then a line for each change.
  private final class Lines implements RunFollower.Listener {
    @Override
    public void first(Node rollout) {
      if (options.json()) {
        line(NodeJson.write(rollout));
      } else {
        RolloutPrinter.print(rollout, screen);
      }
    }

    @Override
    public void moved(Node before, Node after) {
      if (options.json()) {
        line(NodeJson.write(after));
      } else {
        RolloutChanges.between(before, after, screen).forEach(this::line);
      }
    }

    private void line(String text) {
      screen.out().println(text);
      screen.out().flush();
    }
  }
}
