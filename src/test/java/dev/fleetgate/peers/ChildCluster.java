package dev.fleetgate.peers;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A whole child cluster: API server, controllers, scheduler, a node played by KWOK,
/// prometheus-operator, the Prometheus that the operator configures, and an application whose
/// metrics the test sets.
///
/// The operator's Prometheus object is `monitoring/main`. The application is the Service `shop/web`
/// (label `app: web`, port `metrics`); nothing scrapes it until somebody creates a ServiceMonitor
/// that the Prometheus object selects.
public final class ChildCluster implements AutoCloseable {
  /// Label of pods that run until they are deleted, with the value `true`.
  public static final String HOLD = "fleetgate.test/hold";

  /// Label of pods that fail with exit code 1, with the value `true`.
  public static final String FAIL = "fleetgate.test/fail";

  /// Label of pods that never start, with the value `true`.
  public static final String UNREADY = "fleetgate.test/unready";

  /// The namespace of the application.
  public static final String NAMESPACE = "shop";

  private final Spec spec;
  private final ApiServer server;
  private final Exporter exporter;
  private final OperatedPrometheus prometheus;
  private final Parts parts;

  private ChildCluster(
      Spec spec, ApiServer server, Exporter exporter, OperatedPrometheus prometheus, Parts parts) {
    this.spec = spec;
    this.server = server;
    this.exporter = exporter;
    this.prometheus = prometheus;
    this.parts = parts;
  }

  static ChildCluster start(Shared shared, Path folder, Spec spec) {
    var parts = new Parts();
    try {
      var server = parts.keep(ApiServer.start(shared, folder));
      var exporter = parts.keep(Exporter.start());
      var controllers = new Controllers(shared.peers(), folder, server.kubeconfig());
      var monitoring = new Monitoring(shared.peers(), server, controllers);
      server.create(objects(exporter.port()));
      var started =
          Together.<AutoCloseable>run(
              List.of(
                  () -> parts.keep(monitoring.start(folder, spec, parts)),
                  () -> parts.keep(controllers.controllerManager()),
                  () -> parts.keep(controllers.scheduler()),
                  () -> parts.keep(controllers.kwok())));
      var prometheus = (OperatedPrometheus) started.getFirst();
      return new ChildCluster(spec, server, exporter, prometheus, parts);
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private static String objects(int exporterPort) {
    var port = Integer.toString(exporterPort);
    return Folders.resource("child-cluster.yaml").replace("EXPORTER_PORT", port);
  }

  /// What the test calls it.
  public String name() {
    return spec.name();
  }

  /// Its API server: kubeconfig files, tokens, audit log, stop and start.
  public ApiServer apiServer() {
    return server;
  }

  /// A client of the administrator.
  public KubernetesClient client() {
    return server.client();
  }

  /// The image that a Deployment in the application's namespace asks for.
  public String image(String deployment) {
    return client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(deployment)
        .require()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  /// The application behind the Service `shop/web`.
  public Exporter exporter() {
    return exporter;
  }

  /// The Prometheus that runs on the operator's configuration.
  public Prometheus prometheus() {
    return prometheus.running();
  }

  @Override
  public void close() {
    parts.close();
  }

  /// What distinguishes one child cluster from another.
  ///
  /// @param name what the test calls it
  /// @param prometheus YAML for the `spec` of its Prometheus object: selectors, external labels;
  ///   intervals are 1s unless given
  /// @param alertmanager where its Prometheus sends alerts
  public record Spec(String name, String prometheus, Optional<URI> alertmanager) {
    /// One that selects ServiceMonitors and rules with one label in all namespaces.
    public static Spec selecting(String name, String label, String value) {
      var selectors =
          """
          serviceMonitorSelector: {matchLabels: {%1$s: %2$s}}
          serviceMonitorNamespaceSelector: {}
          ruleSelector: {matchLabels: {%1$s: %2$s}}
          ruleNamespaceSelector: {}
          """
              .formatted(label, value);
      return new Spec(name, selectors, Optional.empty());
    }

    /// The same with an Alertmanager.
    public Spec alerting(URI url) {
      return new Spec(name, prometheus, Optional.of(url));
    }
  }
}
