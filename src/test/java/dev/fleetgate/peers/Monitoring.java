package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Brings prometheus-operator and the Prometheus it configures to one API server.
final class Monitoring {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final URI DEFINITIONS =
      URI.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");

  /// The resources that the operator needs in order to configure a Prometheus, as API paths.
  private static final List<String> RESOURCES =
      List.of(
          "v1/prometheuses",
          "v1/servicemonitors",
          "v1/podmonitors",
          "v1/probes",
          "v1/prometheusrules",
          "v1alpha1/scrapeconfigs");

  private final Peers peers;
  private final ApiServer server;
  private final Controllers controllers;

  Monitoring(Peers peers, ApiServer server, Controllers controllers) {
    this.peers = peers;
    this.server = server;
    this.controllers = controllers;
  }

  /// Starts both; the operator is kept with the other parts.
  OperatedPrometheus start(Path folder, ChildCluster.Spec spec, Parts parts) {
    define();
    server.create(prometheus(spec.prometheus()));
    parts.keep(controllers.operator());
    var configuration =
        new OperatorConfiguration(
            server.url(),
            server.certificates(),
            Folders.write(folder.resolve("prometheus.token"), server.adminToken()),
            spec.alertmanager());
    var place = Folders.create(folder.resolve("prometheus"));
    return OperatedPrometheus.start(server, place, peers.program(Part.PROMETHEUS), configuration);
  }

  /// Defines the operator's resources and waits until the API server serves them; the operator
  /// looks for them only once.
  private void define() {
    var crds = peers.folder(Part.PROMETHEUS_OPERATOR).resolve("crds");
    try (var http = Http.trusting(server.certificates())) {
      Together.run(RESOURCES.stream().map(resource -> defining(http, crds, resource)).toList());
    }
  }

  private Callable<String> defining(Http http, Path crds, String resource) {
    var plural = resource.substring(resource.indexOf('/') + 1);
    var definition = Folders.read(crds.resolve("monitoring.coreos.com_" + plural + ".yaml"));
    var token = server.adminToken();
    var group = server.url().resolve("/apis/monitoring.coreos.com/");
    var version = group.resolve(resource.substring(0, resource.indexOf('/')));
    return () -> {
      http.postYaml(server.url().resolve(DEFINITIONS), token, definition);
      Await.until(
          resource + ": served and discovered",
          PeerProcess.READY,
          () -> {
            http.get(group.resolve(resource), Optional.of(token));
            assertThat(http.get(version, Optional.of(token))).contains('"' + plural + '"');
          });
      return resource;
    };
  }

  private static String prometheus(String given) {
    var object =
        """
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: main, namespace: monitoring}
        spec: {serviceAccountName: prometheus, scrapeInterval: 1s, evaluationInterval: 1s}
        """;
    try {
      var root = (ObjectNode) YAML.readTree(object);
      root.withObject("spec").setAll((ObjectNode) YAML.readTree(given));
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("spec of Prometheus: " + e.getMessage(), e);
    }
  }
}
