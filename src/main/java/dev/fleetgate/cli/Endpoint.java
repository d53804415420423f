package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the program that holds a state folder listens, and the token that it asks for. It writes
/// both to `endpoint.json` in that folder when it starts.
record Endpoint(URI address, String token) {
  static final String FILE = "endpoint.json";

  /// @throws ClientException if nothing has written one, or it is not what the program writes
  static Endpoint of(Path stateFolder) {
    Path file = stateFolder.resolve(FILE);
    try {
      return read(NodeJson.read(Files.readString(file, UTF_8), file.toString()));
    } catch (NoSuchFileException e) {
      throw new ClientException(
          ExitCode.ERROR,
          "%s: no such file (expected: a fleetgate serve or rollout run that listens; start one, or name its folder by --state)"
              .formatted(file));
    } catch (IOException | BadInputException | IllegalArgumentException e) {
      throw new ClientException(
          ExitCode.ERROR,
          "%s: %s (expected: address and token as fleetgate serve writes them; start it again)"
              .formatted(file, e.getMessage()));
    }
  }

  private static Endpoint read(Node node) {
    Problems problems = new Problems();
    Fields fields = Fields.of(node, "endpoint", problems);
    String address = fields.text("address");
    String token = fields.text("token");
    problems.throwIfAny();
    return new Endpoint(URI.create(address), token);
  }

  /// Without the token.
  @Override
  public String toString() {
    return address.toString();
  }
}
