package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `fleetgate clusters`.
@Command(
    name = "clusters",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what is watched: does each cluster answer, and is its monitoring proven in effect?",
      ""
    })
final class ClustersCommand implements Callable<Integer> {
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  ClustersCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.ask(screen, this::list);
  }

  private int list(ApiClient client) {
    Node answer = client.get("/api/v1/clusters");
    if (options.json()) {
      options.print(screen, answer);
    } else {
      Table table = new Table("CLUSTER", "REACH", "MONITORING", "REASON", "SINCE");
      JsonView.items(answer, "clusters").forEach(cluster -> row(cluster, table));
      table.lines().forEach(screen.out()::println);
    }
    return ExitCode.PASSED;
  }

  private static void row(Node cluster, Table table) {
    boolean down = !JsonView.text(cluster, "reach", "sentence").isEmpty();
    String broken = JsonView.text(cluster, "monitoring", "brokenRung");
    String monitoring =
        JsonView.flag(cluster, "monitoring", "proven")
            ? "proven"
            : broken.isEmpty() ? "not proven" : "broken: " + broken;
    table.row(
        JsonView.text(cluster, "name"),
        JsonView.text(cluster, "reach", "state"),
        monitoring,
        down
            ? JsonView.text(cluster, "reach", "sentence")
            : JsonView.text(cluster, "monitoring", "sentence"),
        JsonView.text(cluster, "reach", "since"));
  }
}
