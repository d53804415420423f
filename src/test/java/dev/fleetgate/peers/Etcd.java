package dev.fleetgate.peers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The store of all API servers of one JVM; each uses a prefix of its own.
final class Etcd implements AutoCloseable {
  private final PeerProcess process;
  private final URI url;

  private Etcd(PeerProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  static Etcd start(Path folder, Path program) {
    var url = "http://127.0.0.1:" + Ports.free();
    var peers = "http://127.0.0.1:" + Ports.free();
    var command =
        List.of(
            program.toString(),
            "--name=peers",
            "--data-dir=" + folder.resolve("etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=peers=" + peers);
    var process = PeerProcess.start(folder, "etcd", command);
    try (var http = Http.plain()) {
      process.awaitReady(() -> http.get(URI.create(url + "/health"), Optional.empty()));
    }
    return new Etcd(process, URI.create(url));
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.close();
  }
}
