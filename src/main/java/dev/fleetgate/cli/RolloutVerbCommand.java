package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout pause`, `resume` and the other verbs, which differ by their word only.
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the verb was taken, and written",
      "1:it is not legal now, or there is no such rollout",
      "3:the program does not answer"
    })
final class RolloutVerbCommand implements Callable<Integer> {
  private final String verb;
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the rollout, or the id of a run.")
  private String name = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private String reason = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks; kept as unverified. Default: the user's name on this machine.")
  private String by = "";

  @Option(
      names = "--member",
      paramLabel = "CLUSTER",
      description = "A member that is meant; may be given several times. Default: all.")
  private List<String> members = List.of();

  RolloutVerbCommand(String verb, Screen screen) {
    this.verb = verb;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.ask(screen, this::ask);
  }

  private int ask(ApiClient client) {
    Node.Obj body = Node.object().with("reason", Node.text(reason)).with("by", Node.text(by));
    if (!members.isEmpty()) {
      body = body.with("members", Node.texts(members));
    }
    Node after = client.post(ApiClient.rollout(name) + ":" + verb, body);
    if (options.json()) {
      options.print(screen, after);
    } else {
      screen
          .out()
          .println(
              "%s %s: taken, the run is %s"
                  .formatted(verb, JsonView.text(after, "name"), JsonView.text(after, "phase")));
      JsonView.items(after, "holds")
          .forEach(hold -> screen.out().println(RolloutPrinter.hold(hold)));
    }
    return ExitCode.PASSED;
  }
}
