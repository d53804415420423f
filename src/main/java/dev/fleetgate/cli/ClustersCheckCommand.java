package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `fleetgate clusters check`.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at a cluster's monitoring now, rung by rung: what shows that it is in effect, or what"
          + " is broken and what to do.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every rung of every pack is proven",
      "1:a rung is broken, or there is no such cluster",
      "2:nothing can be said",
      "3:the program does not answer"
    })
final class ClustersCheckCommand implements Callable<Integer> {
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the cluster.")
  private String name = "";

  ClustersCheckCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.ask(screen, this::check);
  }

  private int check(ApiClient client) {
    Node cluster =
        client.post("/api/v1/clusters/" + ApiClient.encoded(name) + ":check", Node.object());
    if (options.json()) {
      options.print(screen, cluster);
    } else {
      print(cluster);
    }
    if (JsonView.flag(cluster, "monitoring", "alertsReachUs")) {
      return ExitCode.PASSED;
    }
    return JsonView.text(cluster, "monitoring", "brokenRung").isEmpty()
        ? ExitCode.INCONCLUSIVE
        : ExitCode.FAILED;
  }

  private void print(Node cluster) {
    screen
        .out()
        .println(
            "%s: %s %s"
                .formatted(
                    JsonView.text(cluster, "name"),
                    JsonView.text(cluster, "reach", "state"),
                    JsonView.text(cluster, "reach", "sentence"))
                .stripTrailing());
    for (Node pack : JsonView.items(cluster, "packs")) {
      screen
          .out()
          .println(
              "rule pack %s, revision %s"
                  .formatted(JsonView.text(pack, "name"), JsonView.text(pack, "revision")));
      Table table = new Table("  RUNG", "STATE", "SINCE", "EVIDENCE");
      JsonView.items(pack, "rungs").forEach(rung -> row(rung, table));
      table.lines().forEach(screen.out()::println);
    }
    String sentence = JsonView.text(cluster, "monitoring", "sentence");
    screen
        .out()
        .println(
            sentence.isEmpty()
                ? screen.painted(Screen.Colour.GOOD, "monitoring proven in effect")
                : screen.painted(Screen.Colour.BAD, sentence));
  }

  private static void row(Node rung, Table table) {
    String found = JsonView.text(rung, "found");
    String because = JsonView.text(rung, "because");
    String evidence =
        !found.isEmpty()
            ? found + " (expected: " + JsonView.text(rung, "expected") + ")"
            : because.isEmpty() ? JsonView.text(rung, "evidence") : because + " is broken";
    table.row(
        "  " + JsonView.text(rung, "rung"),
        JsonView.text(rung, "state"),
        JsonView.text(rung, "since"),
        evidence);
  }
}
