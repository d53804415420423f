package dev.fleetgate.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes kubeconfig files for the users of one API server.
final class Kubeconfig {
  private Kubeconfig() {}

  /// One context, and its user of the same name.
  record Entry(String name, String token) {}

  /// Writes the file with all contexts; the first is the current one.
  static Path write(Path file, ApiServer server, List<Entry> entries) {
    var text =
        """
        apiVersion: v1
        kind: Config
        current-context: %s
        clusters:
        - name: child
          cluster: {server: "%s", certificate-authority: "%s"}
        contexts:
        %susers:
        %s\
        """
            .formatted(
                entries.getFirst().name(),
                server.url(),
                server.certificates(),
                each(
                    entries,
                    e ->
                        "- {name: %s, context: {cluster: child, user: %s}}\n"
                            .formatted(e.name(), e.name())),
                each(
                    entries,
                    e -> "- {name: %s, user: {token: \"%s\"}}\n".formatted(e.name(), e.token())));
    return Folders.write(file, text);
  }

  private static String each(List<Entry> entries, Function<Entry, String> line) {
    return entries.stream().map(line).collect(Collectors.joining());
  }
}
