package dev.fleetgate.peers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A real Alertmanager with a configuration that the test gives.
public final class Alertmanager implements AutoCloseable {
  private final PeerProcess process;
  private final URI url;

  private Alertmanager(PeerProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  static Alertmanager start(Path folder, Path program, String configuration) {
    var address = "127.0.0.1:" + Ports.free();
    var url = URI.create("http://" + address);
    var command =
        List.of(
            program.toString(),
            "--config.file=" + Folders.write(folder.resolve("alertmanager.yaml"), configuration),
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=" + address,
            "--cluster.listen-address=");
    var process = PeerProcess.start(folder, "alertmanager", command);
    try (var http = Http.plain()) {
      process.awaitReady(() -> http.get(url.resolve("/-/ready"), Optional.empty()));
    }
    return new Alertmanager(process, url);
  }

  /// Where it listens, without a slash at the end.
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.close();
  }
}
