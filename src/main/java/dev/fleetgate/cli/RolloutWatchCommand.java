package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "3:the program does not answer, or no longer",
      "4:Rejected"
    })
final class RolloutWatchCommand implements Callable<Integer> {
  private static final Set<String> OF_A_PERSON =
      Set.of("Paused", "Halted", "AwaitingApproval", "NeedsPerson");

  private static final Set<String> MOVING = Set.of("Triggering", "Settling", "Gating", "Undoing");

  private final Screen screen;

  @Mixin private ClientOptions options = new ClientOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the rollout, or the id of a run.")
  private String name = "";

  @Option(names = "--no-wait", description = "End when only a person can move the run.")
  private boolean noWait;

  RolloutWatchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    return options.ask(screen, this::watch);
  }

  /// The stream's own snapshot is where the changes begin, so that none is missed or seen twice; a
  /// run that is over is not in it with its members.
  private int watch(ApiClient client) {
    try (Stream<String> lines = client.lines("/api/v1/events")) {
      Iterator<String> stream = lines.iterator();
      Node known =
          unfinished(next(stream, "snapshot", client))
              .orElseGet(() -> client.get("/api/v1/rollouts/" + ApiClient.encoded(name)));
      first(known);
      while (!over(known)) {
        Node moved = next(stream, "rollout", client);
        if (JsonView.text(moved, "run").equals(JsonView.text(known, "run"))) {
          changes(known, moved);
          known = moved;
        }
      }
      return exitCode(known);
    }
  }

  private Optional<Node> unfinished(Node snapshot) {
    return JsonView.items(snapshot, "rollouts").stream()
        .filter(rollout ->
            JsonView.text(rollout, "name").equals(name)
                || JsonView.text(rollout, "run").equals(name))
        .filter(rollout -> !JsonView.flag(rollout, "terminal"))
        .findFirst();
  }

  private boolean over(Node rollout) {
    return JsonView.flag(rollout, "terminal") || (noWait && waitsForAPerson(rollout));
  }

  /// Whether nothing is in flight and a hold stands that only a person lifts.
  private static boolean waitsForAPerson(Node rollout) {
    boolean moving =
        JsonView.items(rollout, "waves").stream()
            .flatMap(wave -> JsonView.items(wave, "members").stream())
            .anyMatch(member -> MOVING.contains(JsonView.text(member, "state")));
    return !moving
        && JsonView.items(rollout, "holds").stream()
            .anyMatch(hold -> OF_A_PERSON.contains(JsonView.text(hold, "kind")));
  }

  /// The data of the next event of a name.
  private static Node next(Iterator<String> stream, String event, ApiClient client) {
    boolean wanted = false;
    try {
      while (stream.hasNext()) {
        String line = stream.next();
        if (line.startsWith("event: ")) {
          wanted = line.equals("event: " + event);
        } else if (wanted && line.startsWith("data: ")) {
          return NodeJson.read(line.substring("data: ".length()), "event");
        }
      }
    } catch (UncheckedIOException e) {
      throw client.lost(String.valueOf(e.getMessage()));
    }
    throw client.lost("the event stream has ended");
  }

  private void first(Node rollout) {
    if (options.json()) {
      line(NodeJson.write(rollout));
    } else {
      RolloutPrinter.print(rollout, screen);
    }
  }

  private void changes(Node before, Node after) {
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

  private static int exitCode(Node rollout) {
    return switch (JsonView.text(rollout, "phase")) {
      case "Succeeded" -> ExitCode.PASSED;
      case "Failed", "Aborted", "RolledBack" -> ExitCode.FAILED;
      case "Rejected" -> ExitCode.REJECTED;
      default -> ExitCode.INCONCLUSIVE;
    };
  }
}
