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
      "Shows a run: its waves and members, what each waits for, since when, and what was decided.",
      ""
    })
final class RolloutGetCommand implements Callable<Integer> {
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the rollout, or the id of a run.")
  private String name = "";

  RolloutGetCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.ask(
        screen,
        client -> {
          Node answer = client.get(ApiClient.rollout(name));
          if (options.json()) {
            options.print(screen, answer);
          } else {
            RolloutPrinter.print(answer, screen);
          }
          return ExitCode.PASSED;
        });
  }
}
