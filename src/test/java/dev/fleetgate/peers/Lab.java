package dev.fleetgate.peers;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// The parts of one test or test class; all that it started is stopped with it, the youngest first.
public final class Lab implements AutoCloseable {
  private final Shared shared;
  private final Path folder = Folders.temporary("lab");
  private final AtomicInteger folders = new AtomicInteger();
  private final Parts parts = new Parts();

  Lab(Shared shared) {
    this.shared = shared;
  }

  /// An empty API server; nothing but it acts on its objects. With `-Dapiserver=k3s` it is k3s in a
  /// container; whole child clusters are processes in any case.
  public ApiServer apiServer() {
    var place = folder("api-server");
    return parts.keep(
        switch (System.getProperty("apiserver", "process")) {
          case "process" -> ApiServer.start(shared, place);
          case "k3s" -> {
            ApiServerContainer.require(System.getenv());
            yield ApiServer.startInContainer(shared, place);
          }
          case String other ->
              throw new IllegalArgumentException(
                  "-Dapiserver: \"%s\" (expected: process or k3s)".formatted(other));
        });
  }

  /// A Prometheus with a configuration in the form of `prometheus.yaml`.
  public Prometheus prometheus(String configuration) {
    return prometheus(folder("prometheus"), configuration);
  }

  /// A Prometheus that scrapes nothing and holds these samples.
  ///
  /// @param openMetrics samples in OpenMetrics text with times in seconds, ending in `# EOF`
  public Prometheus prometheusHolding(String openMetrics) {
    var place = folder("prometheus");
    promtool().createBlocks(place, openMetrics);
    return prometheus(place, "scrape_configs: []\n");
  }

  private Prometheus prometheus(Path place, String configuration) {
    var program = shared.peers().program(Part.PROMETHEUS);
    var prometheus = Prometheus.start(place, program, configuration);
    return parts.keep(prometheus);
  }

  /// The real clock, which the parts run by; tests have no other way to it.
  public InstantSource clock() {
    return InstantSource.system();
  }

  /// The real promtool.
  public Promtool promtool() {
    return new Promtool(shared.peers().program(Part.PROMTOOL));
  }

  /// An Alertmanager with a configuration in the form of `alertmanager.yaml`.
  public Alertmanager alertmanager(String configuration) {
    var program = shared.peers().program(Part.ALERTMANAGER);
    var alertmanager = Alertmanager.start(folder("alertmanager"), program, configuration);
    return parts.keep(alertmanager);
  }

  /// One whole child cluster.
  public ChildCluster childCluster(ChildCluster.Spec spec) {
    return childClusters(List.of(spec)).getFirst();
  }

  /// Whole child clusters, started at the same time, in the order of their specs.
  public List<ChildCluster> childClusters(List<ChildCluster.Spec> specs) {
    // What is missing is built or skipped here, not by several starts at once.
    for (var part : Part.values()) {
      shared.peers().program(part);
    }
    return Together.run(specs.stream().map(this::starting).toList());
  }

  private Callable<ChildCluster> starting(ChildCluster.Spec spec) {
    var place = folder(spec.name());
    return () -> parts.keep(ChildCluster.start(shared, place, spec));
  }

  /// A receiver of what Alertmanager, or anybody else, posts.
  public Webhook webhook() {
    return parts.keep(Webhook.start());
  }

  /// Stops all; with `-Dpeers.keep=true` their logs and files stay for inspection.
  @Override
  public void close() {
    parts.close();
    if (!Boolean.getBoolean("peers.keep")) {
      Folders.remove(folder);
    }
  }

  private Path folder(String part) {
    return Folders.create(folder.resolve(part + "-" + folders.incrementAndGet()));
  }
}
