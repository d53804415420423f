package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Fleet.KubeconfigSource;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Where the program that holds a state folder listens, the token that it asks for, and what it
/// watches. It writes them to `endpoint.json` in that folder when it starts.
///
/// @param fleet name and sources of the clusters that it watches, to be told apart from others
public record Endpoint(URI address, String token, Node fleet) {
  /// Name of the file in the state folder.
  public static final String FILE = "endpoint.json";

  public Endpoint {
    Objects.requireNonNull(address);
    Objects.requireNonNull(token);
    Objects.requireNonNull(fleet);
  }

  /// @param fleet that is watched
  /// @param folder of its file, from which its relative paths count
  public static Endpoint of(URI address, String token, Fleet fleet, Path folder) {
    return new Endpoint(address, token, clusters(fleet, folder));
  }

  /// The text of the file.
  public String text() {
    return NodeJson.write(
        Node.object()
            .with("address", Node.text(address.toString()))
            .with("token", Node.text(token))
            .with("fleet", fleet));
  }

  /// @throws ClientException if nothing has written one, or it is not what the program writes
  static Endpoint of(Path stateFolder) {
    Path file = stateFolder.resolve(FILE);
    try {
      return read(NodeJson.read(Files.readString(file, UTF_8), file.toString()));
    } catch (NoSuchFileException e) {
      throw ClientException.nobody(
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
    return new Endpoint(URI.create(address), token, node.path("fleet").orElseGet(Node::nothing));
  }

  /// Whether the program takes its clusters from where this Fleet does.
  boolean watches(Fleet other, Path folder) {
    return NodeJson.write(clusters(other, folder)).equals(NodeJson.write(fleet));
  }

  /// Name of the Fleet that it watches, quoted.
  String fleetName() {
    return Problem.quoted(JsonView.text(fleet, "name"));
  }

  private static Node clusters(Fleet fleet, Path folder) {
    return Node.object()
        .with("name", Node.text(fleet.name()))
        .with(
            "clusters",
            Node.array(fleet.sources().stream().map(source -> source(source, folder)).toList()));
  }

  private static Node source(KubeconfigSource source, Path folder) {
    Map<String, Node> labels = new LinkedHashMap<>();
    new TreeMap<>(source.labels()).forEach((name, value) -> labels.put(name, Node.text(value)));
    Path path = Path.of(source.path());
    boolean home = source.path().startsWith("~");
    return Node.object()
        .with(
            "path",
            Node.text(
                home
                    ? source.path()
                    : folder.toAbsolutePath().resolve(path).normalize().toString()))
        .with("contexts", Node.texts(source.contexts()))
        .with("labels", Node.object(labels))
        .with("prometheus", Node.text(source.prometheusUrl()));
  }

  /// Without the token.
  @Override
  public String toString() {
    return address.toString();
  }
}
