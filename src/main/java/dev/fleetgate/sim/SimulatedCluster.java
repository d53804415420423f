package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// One child cluster: an API server and a Prometheus over the same objects.
///
/// At first it holds a Deployment `checkout` behind a Service of that name in the namespace `shop`,
/// and prometheus-operator's Prometheus object, which selects what has the label `release:
/// platform`.
final class SimulatedCluster implements AutoCloseable {
  static final String NAMESPACE = "shop";
  static final String SERVICE = "checkout";
  private static final Duration AGE = Duration.ofHours(1);
  private static final int REPLICAS = 3;

  private final ApiObjects objects;
  private final HttpPort apiServer;
  private final HttpPort prometheus;

  /// @param token that the API server asks for
  /// @param image of the Deployment at first
  /// @param errorRatio of an image on this cluster
  record Make(String name, String token, String image, ToDoubleFunction<String> errorRatio) {}

  /// @param vertx carries both servers
  SimulatedCluster(Vertx vertx, InstantSource clock, Make make) {
    Instant start = clock.instant().minus(AGE);
    this.objects = new ApiObjects(make.name());
    seed(make, start);
    Traffic traffic = new Traffic(start, SERVICE, make.errorRatio());
    SimulatedApiServer api = new SimulatedApiServer(objects, clock, make.token());
    SimulatedPrometheus monitoring = new SimulatedPrometheus(objects, traffic, clock, start);
    this.apiServer = new HttpPort(vertx, clock, api::answer);
    this.prometheus = new HttpPort(vertx, clock, monitoring::answer);
  }

  URI startApiServer() throws IOException {
    return apiServer.start();
  }

  URI startPrometheus() throws IOException {
    return prometheus.start();
  }

  ApiObjects objects() {
    return objects;
  }

  /// What was asked and could not be answered.
  List<String> strangers() {
    List<String> strangers = new ArrayList<>(apiServer.strangers());
    strangers.addAll(prometheus.strangers());
    return strangers;
  }

  static ObjectKey deployment() {
    return new ObjectKey("apps/v1", "deployments", NAMESPACE, SERVICE);
  }

  private void seed(Make make, Instant start) {
    for (String namespace : List.of("kube-system", "default", "monitoring", NAMESPACE)) {
      objects.put(
          ObjectKey.namespace(namespace),
          object("v1", "Namespace", Map.of("kubernetes.io/metadata.name", namespace), Map.of()),
          start);
    }
    workload(make, start);
    prometheus(start);
  }

  private void workload(Make make, Instant start) {
    Map<String, Object> pods =
        Map.of(
            "metadata",
            Map.of("labels", Map.of("app", SERVICE)),
            "spec",
            Map.of("containers", List.of(Map.of("name", SERVICE, "image", make.image()))));
    objects.put(
        deployment(),
        object("apps/v1", "Deployment", Map.of(), Map.of("replicas", REPLICAS, "template", pods)),
        start);
    objects.put(
        new ObjectKey("v1", "services", NAMESPACE, SERVICE),
        object(
            "v1",
            "Service",
            Map.of("fleetgate.dev/http-service", "true"),
            Map.of("ports", List.of(Map.of("name", "http", "port", 8080)))),
        start);
  }

  private void prometheus(Instant start) {
    Map<String, Object> selected = Map.of("matchLabels", Map.of("release", "platform"));
    objects.put(
        new ObjectKey("monitoring.coreos.com/v1", "prometheuses", "monitoring", "k8s"),
        object(
            "monitoring.coreos.com/v1",
            "Prometheus",
            Map.of(),
            Map.of(
                "ruleSelector",
                selected,
                "ruleNamespaceSelector",
                Map.of(),
                "serviceMonitorSelector",
                selected,
                "serviceMonitorNamespaceSelector",
                Map.of())),
        start);
  }

  private static ObjectNode object(
      String apiVersion, String kind, Map<String, String> labels, Map<String, ?> spec) {
    return Json.object(
        Map.of(
            "apiVersion", apiVersion,
            "kind", kind,
            "metadata", Map.of("labels", labels),
            "spec", spec));
  }

  @Override
  public void close() {
    apiServer.close();
    prometheus.close();
  }
}
