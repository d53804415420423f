package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fleetgate clusters`.
@Command(
    name = "clusters",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what is watched: does each cluster answer, and is its monitoring proven in effect?",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "3:no program answers and no --fleet says where to look, or the fleet cannot be listed",
      "65:the Fleet is refused"
    })
final class ClustersCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Option(
      names = "--fleet",
      paramLabel = "FILE",
      description =
          "The Fleet to look at where no program listens; needed only then. Nothing is written.")
  private Optional<Path> fleet = Optional.empty();

  ClustersCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return options.asked(client -> {
        print(client.get("/api/v1/clusters"));
        return ExitCode.PASSED;
      });
    } catch (ClientException e) {
      if (!e.isOfNobody()) {
        return options.complain(screen, e);
      }
      if (fleet.isEmpty()) {
        screen.err().println(e.getMessage());
        screen.err().println("clusters: without a running program --fleet FILE says where to look");
        return e.exitCode();
      }
      return look(fleet.get());
    }
  }

  private int look(Path file) throws InterruptedException {
    return switch (ports.look(FleetOption.read(ports, file), options.stateFolder())) {
      case Stored.Looked.Seen(var answer) -> {
        print(answer);
        yield ExitCode.PASSED;
      }
      case Stored.Looked.Failed(var why) -> {
        screen.err().println(why);
        yield ExitCode.ERROR;
      }
    };
  }

  private void print(Node answer) {
    if (options.json()) {
      options.print(screen, answer);
    } else {
      Table table = new Table("CLUSTER", "REACH", "MONITORING", "REASON", "SINCE");
      JsonView.items(answer, "clusters").forEach(cluster -> row(cluster, table));
      table.lines().forEach(screen.out()::println);
    }
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
        JsonView.time(cluster, "reach", "since"));
  }
}
