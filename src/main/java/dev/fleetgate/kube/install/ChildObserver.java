package dev.fleetgate.kube.install;

import dev.fleetgate.kube.ApiFailure;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.rules.ChildPrometheus;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.PrometheusObjects;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads Prometheus objects, our objects, their Namespaces' labels and what the operator has said
/// against them.
///
/// Thread safety: safe; no state besides the clients.
public final class ChildObserver implements KubernetesObserver {
  private final KubeClients clients;

  public ChildObserver(KubeClients clients) {
    this.clients = Objects.requireNonNull(clients);
  }

  @Override
  public Observation observe(ChildCluster cluster) {
    return switch (clients.client(cluster.kubeconfig(), cluster.context())) {
      case KubeClients.Unusable unusable ->
          new Unseen("cluster " + cluster.id() + ": " + unusable.sentence());
      case KubeClients.Granted(var client) -> {
        try {
          yield new Reading(new ChildApi(client)).seen();
        } catch (KubernetesClientException e) {
          Refusals.Call call =
              new Refusals.Call(
                  "monitoring objects",
                  "list",
                  "prometheuses and our objects of monitoring.coreos.com, get on namespaces");
          yield new Unseen(Refusals.sentence(cluster.id(), call, ApiFailure.of(e)));
        }
      }
    };
  }

  /// One reading; asks for each Namespace once.
  private static final class Reading {
    private final ChildApi api;
    private final Map<String, Map<String, String>> labels = new HashMap<>();

    Reading(ChildApi api) {
      this.api = api;
    }

    Seen seen() {
      List<ChildPrometheus> prometheuses = new ArrayList<>();
      for (GenericKubernetesResource object : api.prometheuses()) {
        String namespace = object.getMetadata().getNamespace();
        prometheuses.add(PrometheusObjects.read(ObjectTree.tree(object), labels(namespace)));
      }
      List<SeenObject> objects = new ArrayList<>();
      Map<String, Event> rejections = new HashMap<>();
      for (MonitoringKind kind : MonitoringKind.values()) {
        for (GenericKubernetesResource object : api.ours(kind)) {
          if (objects.isEmpty()) {
            api.rejections().forEach(event -> rejections.merge(uid(event), event, Reading::later));
          }
          objects.add(
              new SeenObject(
                  ServerSideInstaller.key(kind, object),
                  ObjectTree.tree(object),
                  labels(object.getMetadata().getNamespace()),
                  Optional.ofNullable(rejections.get(object.getMetadata().getUid()))
                      .map(event -> String.valueOf(event.getMessage()))));
        }
      }
      return new Seen(prometheuses, objects);
    }

    private Map<String, String> labels(String namespace) {
      return labels.computeIfAbsent(
          namespace,
          name ->
              api.namespace(name)
                  .map(Namespace::getMetadata)
                  .map(metadata -> Objects.requireNonNullElse(metadata.getLabels(), NONE))
                  .orElse(NONE));
    }

    private static final Map<String, String> NONE = Map.of();

    private static String uid(Event event) {
      return Objects.requireNonNullElse(event.getInvolvedObject().getUid(), "");
    }

    private static Event later(Event one, Event other) {
      return time(one).compareTo(time(other)) > 0 ? one : other;
    }

    private static String time(Event event) {
      return Objects.requireNonNullElse(event.getMetadata().getCreationTimestamp(), "");
    }
  }
}
