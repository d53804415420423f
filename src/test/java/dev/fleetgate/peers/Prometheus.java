package dev.fleetgate.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A real Prometheus with a configuration that the test gives.
///
/// Samples of any age are kept, so that blocks made by [Promtool#createBlocks] can be asked for.
public final class Prometheus implements AutoCloseable {
  /// The file of its folder that it reads.
  static final String CONFIGURATION = "prometheus.yaml";

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final int port = Ports.free();
  private final List<String> command;
  private final Http http = Http.plain();
  private @Nullable PeerProcess process;

  private Prometheus(Path folder, Path program) {
    this.folder = folder;
    this.command =
        List.of(
            program.toString(),
            "--config.file=" + configurationFile(),
            "--storage.tsdb.path=" + data(folder),
            "--storage.tsdb.retention.time=100y",
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-lifecycle");
  }

  /// Where it keeps its blocks inside its folder.
  static Path data(Path folder) {
    return folder.resolve("data");
  }

  static Prometheus start(Path folder, Path program, String configuration) {
    Folders.write(folder.resolve(CONFIGURATION), configuration);
    return start(folder, program);
  }

  /// Starts one on the configuration that its folder holds.
  static Prometheus start(Path folder, Path program) {
    var prometheus = new Prometheus(folder, program);
    prometheus.start();
    return prometheus;
  }

  /// Where it listens, without a slash at the end.
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// The folder it runs in; relative names in its configuration, such as `rule_files`, start here.
  public Path folder() {
    return folder;
  }

  /// Writes a new configuration and waits until it is in effect.
  ///
  /// @throws AssertionError with Prometheus's own words if it refuses the configuration
  public void configure(String configuration) {
    Folders.write(configurationFile(), configuration);
    reload();
  }

  /// Reads configuration and rule files again.
  public void reload() {
    http.post(url().resolve("/-/reload"));
  }

  /// The `data` of an answer of the API, such as `get("/api/v1/rules")`.
  public JsonNode get(String pathAndQuery) {
    try {
      return JSON.readTree(http.get(url().resolve(pathAndQuery), Optional.empty())).path("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError(pathAndQuery + ": not JSON: " + e.getMessage(), e);
    }
  }

  /// The `result` of an instant query at Prometheus's own time.
  public JsonNode query(String promql) {
    var encoded = URLEncoder.encode(promql, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + encoded).path("result");
  }

  /// Starts it, again after [#stop()] on the same port with what it has on disk.
  public void start() {
    process =
        PeerProcess.start(folder, "prometheus", command)
            .awaitReady(() -> http.get(url().resolve("/-/ready"), Optional.empty()));
  }

  /// Kills it at once; samples of the last moments may be lost.
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  boolean alive() {
    return process != null && process.alive();
  }

  @Override
  public void close() {
    stop();
    http.close();
  }

  private Path configurationFile() {
    return folder.resolve(CONFIGURATION);
  }
}
