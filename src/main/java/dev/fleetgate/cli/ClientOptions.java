package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;

/// The options of the commands that ask the running program, and how its answers are printed.
final class ClientOptions {
  @Mixin private StateOption state = new StateOption();

  @Mixin private OutputOption output = new OutputOption();

  boolean json() {
    return output.json();
  }

  /// Asks the program, and prints why it was in vain.
  int ask(Screen screen, ToIntFunction<ApiClient> command) {
    try (ApiClient client = new ApiClient(Endpoint.of(state.folder()))) {
      return command.applyAsInt(client);
    } catch (ClientException e) {
      if (json() && !(e.answer() instanceof Node.Null)) {
        print(screen, e.answer());
      } else {
        screen.err().println(e.getMessage());
      }
      return e.exitCode();
    }
  }

  /// Prints an answer as it came.
  void print(Screen screen, Node answer) {
    screen.out().print(NodeJson.writeIndented(answer));
    screen.out().flush();
  }
}
