package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Follows a run of the running program to its end.
///
/// Thread safety: confined to the thread that runs the command.
final class RunFollower {
  private static final Set<String> OF_A_PERSON =
      Set.of("Paused", "Halted", "AwaitingApproval", "NeedsPerson");

  private static final Set<String> MOVING = Set.of("Triggering", "Settling", "Gating", "Undoing");

  private final ApiClient client;
  private final boolean noWait;

  /// Is told what is seen of the run, as the API shows it.
  interface Listener {
    /// The run as it is when following begins.
    void first(Node rollout);

    /// The run has moved.
    void moved(Node before, Node after);
  }

  /// @param noWait whether to end as soon as only a person can move the run
  RunFollower(ApiClient client, boolean noWait) {
    this.client = client;
    this.noWait = noWait;
  }

  /// Tells of a run until it is over, or nobody but a person can move it.
  ///
  /// The stream's own snapshot is where the changes begin, so that none is missed or seen twice; a
  /// run that is over is not in it with its members.
  ///
  /// @param name of the rollout, or the id of a run
  /// @return the run as it was last seen
  /// @throws ClientException if there is no such run, or the program no longer answers
  Node follow(String name, Listener listener) {
    try (Stream<String> lines = client.lines("/api/v1/events")) {
      Iterator<String> stream = lines.iterator();
      Node known =
          unfinished(name, next(stream, "snapshot"))
              .orElseGet(() -> client.get(ApiClient.rollout(name)));
      listener.first(known);
      while (!over(known)) {
        Node moved = next(stream, "rollout");
        if (JsonView.text(moved, "run").equals(JsonView.text(known, "run"))) {
          listener.moved(known, moved);
          known = moved;
        }
      }
      return known;
    }
  }

  private static Optional<Node> unfinished(String name, Node snapshot) {
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
  private Node next(Iterator<String> stream, String event) {
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

  /// What a run's phase means to the caller of a command.
  static int exitCode(Node rollout) {
    return switch (JsonView.text(rollout, "phase")) {
      case "Succeeded" -> ExitCode.PASSED;
      case "Failed", "Aborted", "RolledBack" -> ExitCode.FAILED;
      case "Rejected" -> ExitCode.REJECTED;
      default -> ExitCode.INCONCLUSIVE;
    };
  }
}
