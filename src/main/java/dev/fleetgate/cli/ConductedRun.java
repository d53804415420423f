package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// Starts a run of the program that listens, or finds an unfinished one, and follows it to its end.
///
/// Thread safety: confined to the thread that runs the command.
final class ConductedRun {
  private final ApiClient client;
  private final CommandPorts ports;
  private final Screen screen;
  private final Manner manner;

  /// How it is followed.
  ///
  /// @param noWait whether to end as soon as only a person can move the run
  /// @param json whether the report is for programs
  /// @param interrupted the sentence when the command is asked to end, by the rollout's name
  /// @param lost the sentence when the program no longer answers, by the rollout's name
  record Manner(
      boolean noWait,
      boolean json,
      UnaryOperator<String> interrupted,
      UnaryOperator<String> lost) {}

  ConductedRun(ApiClient client, CommandPorts ports, Screen screen, Manner manner) {
    this.client = client;
    this.ports = ports;
    this.screen = screen;
    this.manner = manner;
  }

  /// @return one of [ExitCode]
  int conduct(RunWanted wanted) {
    return switch (wanted) {
      case RunWanted.Start start -> start(start);
      case RunWanted.GoOn(var name) -> goOn(name);
    };
  }

  private int start(RunWanted.Start start) {
    Node first;
    try {
      first =
          client.post(
              "/api/v1/rollouts?reason=" + ApiClient.encoded(start.reason()),
              start.documents().text());
    } catch (ClientException e) {
      if (e.exitCode() == ExitCode.ERROR) {
        return complain(String.valueOf(e.getMessage()), ExitCode.ERROR);
      }
      JsonView.items(e.answer(), "problems").forEach(problem -> print(problem, start.documents()));
      return ExitCode.BAD_INPUT;
    }
    return follow(first);
  }

  private void print(Node problem, StartDocuments documents) {
    screen
        .err()
        .println(
            screen.painted(Screen.Colour.BAD, documents.where(JsonView.text(problem, "where")))
                + ": "
                + JsonView.text(problem, "subject")
                + ": "
                + JsonView.text(problem, "found")
                + " (expected: "
                + JsonView.text(problem, "expected")
                + ")");
  }

  private int goOn(String name) {
    try {
      Node found = client.get(ApiClient.rollout(name));
      if (!JsonView.flag(found, "terminal")) {
        return follow(found);
      }
    } catch (ClientException e) {
      if (e.exitCode() == ExitCode.ERROR) {
        return complain(String.valueOf(e.getMessage()), ExitCode.ERROR);
      }
    }
    return complain(
        "rollout "
            + name
            + ": no unfinished run (expected: one; rollout list shows what there is, rollout run"
            + " FILE starts one)",
        ExitCode.BAD_INPUT);
  }

  private int follow(Node found) {
    String name = JsonView.text(found, "name");
    AtomicBoolean ending = new AtomicBoolean();
    Runnable say =
        () -> {
          ending.set(true);
          screen.err().println(manner.interrupted().apply(name));
          screen.err().flush();
        };
    try (CommandPorts.Notice _ = ports.whenAskedToEnd(say)) {
      Node last =
          new RunFollower(client, manner.noWait()).follow(JsonView.text(found, "run"), new Lines());
      report(last);
      return RunFollower.exitCode(last);
    } catch (ClientException e) {
      return ending.get()
          ? ExitCode.ERROR
          : complain(e.getMessage() + "\n" + manner.lost().apply(name), ExitCode.ERROR);
    }
  }

  private void report(Node last) {
    if (manner.json()) {
      screen.out().print(NodeJson.writeIndented(whole(last).orElse(last)));
    } else {
      screen.out().println(RolloutChanges.summary(last));
    }
    screen.out().flush();
  }

  /// With every decision; the stream shows the latest only.
  private Optional<Node> whole(Node last) {
    try {
      return Optional.of(client.get(ApiClient.rollout(JsonView.text(last, "run"))));
    } catch (ClientException e) {
      return Optional.empty();
    }
  }

  private int complain(String why, int code) {
    screen.err().println(why);
    return code;
  }

  /// A line for each change, with the answers elsewhere.
  private final class Lines implements RunFollower.Listener {
    @Override
    public void first(Node rollout) {
      RolloutChanges.until(rollout, screen).forEach(this::line);
    }

    @Override
    public void moved(Node before, Node after) {
      RolloutChanges.between(before, after, screen).forEach(this::line);
    }

    private void line(String text) {
      screen.err().println(text);
      screen.err().flush();
    }
  }
}
