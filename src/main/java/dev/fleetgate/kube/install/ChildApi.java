package dev.fleetgate.kube.install;

import dev.fleetgate.kube.ApiFailure;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.ObjectKey;
import dev.fleetgate.rules.RulePackRenderer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls to one child's API server. Each is one request; fabric8's exceptions come through.
final class ChildApi {
  private static final String MANAGER = "fleetgate";
  private static final String REJECTED = "InvalidConfiguration";

  private final KubernetesClient client;

  ChildApi(KubernetesClient client) {
    this.client = client;
  }

  /// Objects of a kind with our pack label; none where the kind is not installed.
  List<GenericKubernetesResource> ours(MonitoringKind kind) {
    return unlessUnknown(() ->
        of(kind.kind(), kind.plural())
            .inAnyNamespace()
            .withLabel(RulePackRenderer.PACK_LABEL)
            .list()
            .getItems());
  }

  /// Prometheus objects of all namespaces; none where the kind is not installed.
  List<GenericKubernetesResource> prometheuses() {
    return unlessUnknown(() -> of("Prometheus", "prometheuses").inAnyNamespace().list().getItems());
  }

  /// What the operator has said against objects, as far as events may be read.
  List<Event> rejections() {
    try {
      return client.v1().events().inAnyNamespace().withField("reason", REJECTED).list().getItems();
    } catch (KubernetesClientException e) {
      if (ApiFailure.of(e).kind() == ApiFailure.Kind.FORBIDDEN) {
        return List.of();
      }
      throw e;
    }
  }

  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(client.namespaces().withName(name).get());
  }

  void apply(String namespace, Map<String, String> labels) {
    Namespace wanted =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace)
            .withLabels(labels)
            .endMetadata()
            .build();
    client.namespaces().resource(wanted).fieldManager(MANAGER).forceConflicts().serverSideApply();
  }

  void apply(ObjectKey key, GenericKubernetesResource object) {
    of(key.kind().kind(), key.kind().plural())
        .inNamespace(key.namespace())
        .resource(object)
        .fieldManager(MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  void delete(ObjectKey key) {
    of(key.kind().kind(), key.kind().plural())
        .inNamespace(key.namespace())
        .withName(key.name())
        .delete();
  }

  /// A list that the API server does not know at all is empty.
  private static <T> List<T> unlessUnknown(java.util.function.Supplier<List<T>> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      if (ApiFailure.of(e).kind() == ApiFailure.Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  /// Named in full, so that fabric8 needs no discovery.
  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(String kind, String plural) {
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup("monitoring.coreos.com")
            .withVersion("v1")
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(true)
            .build());
  }
}
