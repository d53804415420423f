package dev.fleetgate.peers;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// The parts of one test or test class; all that it started is stopped with it, the youngest first.
public final class Lab implements AutoCloseable {
  private final Shared shared;
  private final Path folder = Folders.temporary("lab");
  private final AtomicInteger parts = new AtomicInteger();
  private final Deque<Runnable> running = new ArrayDeque<>();

  Lab(Shared shared) {
    this.shared = shared;
  }

  /// An empty API server; nothing but it acts on its objects.
  public ApiServer apiServer() {
    var server = ApiServer.start(shared, folder("api-server"));
    return keep(server, server::close);
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
    return keep(prometheus, prometheus::close);
  }

  /// The real promtool.
  public Promtool promtool() {
    return new Promtool(shared.peers().program(Part.PROMTOOL));
  }

  /// An Alertmanager with a configuration in the form of `alertmanager.yaml`.
  public Alertmanager alertmanager(String configuration) {
    var program = shared.peers().program(Part.ALERTMANAGER);
    var alertmanager = Alertmanager.start(folder("alertmanager"), program, configuration);
    return keep(alertmanager, alertmanager::close);
  }

  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      running.pop().run();
    }
    Folders.remove(folder);
  }

  private Path folder(String part) {
    return Folders.create(folder.resolve(part + "-" + parts.incrementAndGet()));
  }

  private synchronized <T> T keep(T part, Runnable stop) {
    running.push(stop);
    return part;
  }
}
