package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;

/// The options of the commands that ask the running program, and how its answers are printed.
final class ClientOptions {
  @Mixin private StateOption state = new StateOption();

  @Mixin private OutputOption output = new OutputOption();

  boolean json() {
    return output.json();
  }

  Path stateFolder() {
    return state.folder();
  }

  /// Asks the program, and prints why it was in vain.
  int ask(Screen screen, ToIntFunction<ApiClient> command) {
    try {
      return asked(command);
    } catch (ClientException e) {
      return complain(screen, e);
    }
  }

  /// Asks the program; where none listens, reads what it left in its folder.
  int askOrRead(Screen screen, CommandPorts ports, Reading reading) {
    try {
      return asked(reading::asked);
    } catch (ClientException e) {
      if (!e.isOfNobody()) {
        return complain(screen, e);
      }
      if (!Files.isDirectory(state.folder())) {
        screen.err().println(state.missing());
        return e.exitCode();
      }
      Stored stored = ports.stored(state.folder());
      warn(screen, stored);
      return reading.read(stored);
    }
  }

  /// A command that only reads.
  interface Reading {
    /// With a program that answers.
    int asked(ApiClient client);

    /// With what the last one left; that it is no more than that has been said.
    int read(Stored stored);
  }

  /// Asks the program.
  ///
  /// @throws ClientException why it was in vain
  int asked(ToIntFunction<ApiClient> command) {
    try (ApiClient client = new ApiClient(Endpoint.of(state.folder()))) {
      return command.applyAsInt(client);
    }
  }

  /// Says why the program was asked in vain.
  int complain(Screen screen, ClientException e) {
    if (json() && !(e.answer() instanceof Node.Null)) {
      print(screen, e.answer());
    } else {
      screen.err().println(e.getMessage());
    }
    return e.exitCode();
  }

  /// Does something with a run of the state folder, or says that there is none.
  int readRollout(Screen screen, Stored stored, String name, ToIntFunction<Node> with) {
    Optional<Node> found = stored.rollout(name);
    if (found.isEmpty()) {
      screen
          .err()
          .println(
              "rollout %s: none (expected: the name or the run of a rollout; see fleetgate rollout list)"
                  .formatted(name));
      return ExitCode.FAILED;
    }
    return with.applyAsInt(found.get());
  }

  /// Says that nobody answers, and what could not be read.
  private void warn(Screen screen, Stored stored) {
    screen
        .err()
        .println(
            "state folder %s: no program listens; shown is what the last one left"
                .formatted(state.folder()));
    stored.troubles().forEach(screen.err()::println);
    screen.err().flush();
  }

  /// Prints an answer as it came.
  void print(Screen screen, Node answer) {
    screen.out().print(NodeJson.writeIndented(answer));
    screen.out().flush();
  }
}
