package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `fleetgate rules apply`.
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the pins of clusters to the rule packs that the running program carries, and brings"
          + " the clusters there. Nothing else moves a pin. A second call writes nothing.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every object is as it should be",
      "1:an object was refused, or there is no such cluster",
      "3:the program does not answer"
    })
final class RulesApplyCommand implements Callable<Integer> {
  private final Screen screen;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(arity = "0..*", paramLabel = "CLUSTER", description = "Names of clusters.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Every cluster of the fleet, one after the other.")
  private boolean all;

  RulesApplyCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (all == !names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "clusters: %s (expected: names of clusters or --all, not both)"
              .formatted(all ? "names and --all" : "none"));
    }
    return options.ask(screen, this::apply);
  }

  private int apply(ApiClient client) {
    List<String> clusters = new ArrayList<>(names);
    if (all) {
      JsonView.items(client.get("/api/v1/clusters"), "clusters")
          .forEach(cluster -> clusters.add(JsonView.text(cluster, "name")));
    }
    List<Node> answers = new ArrayList<>();
    boolean refused = false;
    for (String cluster : clusters) {
      Node answer =
          client.post(
              "/api/v1/clusters/" + ApiClient.encoded(cluster) + ":apply-rules", Node.object());
      refused |= print(answer);
      answers.add(answer);
    }
    if (options.json()) {
      options.print(screen, Node.object().with("clusters", Node.array(answers)));
    }
    return refused ? ExitCode.FAILED : ExitCode.PASSED;
  }

  /// Whether an object was refused.
  private boolean print(Node answer) {
    boolean refused = false;
    List<Node> objects = JsonView.items(answer, "objects");
    Table table = new Table("CLUSTER", "OBJECT", "CHANGE", "DETAIL");
    for (Node object : objects) {
      refused |= JsonView.text(object, "change").equals("refused");
      table.row(
          JsonView.text(answer, "cluster"),
          JsonView.text(object, "object"),
          JsonView.text(object, "change"),
          JsonView.text(object, "detail"));
    }
    if (!options.json()) {
      table.lines().forEach(screen.out()::println);
      screen
          .out()
          .println(
              "%s: %s objects, %s written"
                  .formatted(
                      JsonView.text(answer, "cluster"),
                      objects.size(),
                      JsonView.text(answer, "written")));
    }
    return refused;
  }
}
