package dev.fleetgate.kube.install;

import dev.fleetgate.kube.ApiFailure;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.Node;
import dev.fleetgate.rules.Drift;
import dev.fleetgate.rules.KubernetesObserver.Seen;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.ObjectKey;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Rendered;
import dev.fleetgate.rules.RulePackRenderer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Installs packs by server-side apply.
///
/// 1. Namespaces: `fleetgate` is created or labelled if need be; others must be there.
/// 2. Documents: one that is as it was rendered is left alone, any other is applied.
/// 3. Leftovers: objects of this pack that were not rendered are removed, if we have made them.
///
/// A refused object does not keep the others from being applied. Without an answer nothing more is
/// tried.
///
/// Invariant: where nothing has changed, nothing is written, and the API server is not asked.
///
/// Thread safety: safe; no state besides the clients.
public final class ServerSideInstaller implements PackInstaller {
  private final KubeClients clients;

  public ServerSideInstaller(KubeClients clients) {
    this.clients = Objects.requireNonNull(clients);
  }

  @Override
  public Outcome install(ChildCluster cluster, Rendered rendered, Seen there) {
    return switch (clients.client(cluster.kubeconfig(), cluster.context())) {
      case KubeClients.Unusable unusable ->
          new NotReached("cluster " + cluster.id() + ": " + unusable.sentence());
      case KubeClients.Granted(var client) -> {
        InstallPass pass = new InstallPass(cluster.id());
        install(pass, new ChildApi(client), rendered, there);
        yield pass.silent() ? new NotReached(pass.lastRefusal()) : new Installed(pass.changes());
      }
    };
  }

  private static void install(InstallPass pass, ChildApi api, Rendered rendered, Seen seen) {
    rendered
        .namespaces()
        .forEach((name, labels) -> {
          if (!carries(seen.namespaceLabels(name), labels)) {
            namespace(pass, api, name, labels);
          }
        });
    Map<ObjectKey, Node.Obj> there = new LinkedHashMap<>();
    seen.objects().forEach(object -> there.put(object.key(), object.object()));
    for (Document document : rendered.documents()) {
      document(pass, api, document, Optional.ofNullable(there.remove(document.key())));
    }
    there.forEach((key, object) -> leftover(pass, api, rendered, new Document(key, object)));
  }

  private static boolean carries(
      Optional<Map<String, String>> namespace, Map<String, String> labels) {
    return namespace.isPresent() && namespace.get().entrySet().containsAll(labels.entrySet());
  }

  private static void namespace(
      InstallPass pass, ChildApi api, String name, Map<String, String> labels) {
    String object = "Namespace " + name;
    Refusals.Call read = new Refusals.Call(object, "get", "namespaces");
    Optional<Optional<Namespace>> found = pass.read(read, () -> api.namespace(name));
    if (found.isEmpty()) {
      pass.refused(object);
      return;
    }
    Refusals.Call apply = new Refusals.Call(object, "patch", "namespaces");
    boolean ours = name.equals(RulePackRenderer.NAMESPACE);
    if (found.get().isEmpty() && !ours) {
      pass.refuse(apply, new ApiFailure(ApiFailure.Kind.NOT_FOUND, 404, "namespace not found"));
    } else if (found.get().isEmpty()) {
      pass.write(apply, Change.CREATED, "", () -> api.apply(name, labels));
    } else if (!carries(found.get().map(ServerSideInstaller::labels), labels)) {
      pass.write(apply, Change.CHANGED, "metadata.labels", () -> api.apply(name, labels));
    }
  }

  private static Map<String, String> labels(Namespace namespace) {
    return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
  }

  private static void document(
      InstallPass pass, ChildApi api, Document document, Optional<Node.Obj> there) {
    ObjectKey key = document.key();
    Optional<String> drift =
        there.isEmpty() ? Optional.of("") : Drift.between(document.object(), there.get());
    if (drift.isEmpty()) {
      pass.unchanged(key.toString());
      return;
    }
    pass.write(
        new Refusals.Call(key.toString(), "patch", resource(key.kind())),
        there.isEmpty() ? Change.CREATED : Change.CHANGED,
        drift.get(),
        () -> api.apply(key, ObjectTree.resource(key.kind(), document.object())));
  }

  /// Only what carries our revision was made by us; a label alone may be anybody's.
  private static void leftover(InstallPass pass, ChildApi api, Rendered rendered, Document found) {
    boolean ofPack =
        found
            .object()
            .textAt("metadata", "labels", RulePackRenderer.PACK_LABEL)
            .filter(rendered.pack().name()::equals)
            .isPresent();
    boolean ours =
        found
            .object()
            .textAt("metadata", "annotations", RulePackRenderer.REVISION_ANNOTATION)
            .isPresent();
    if (ofPack && ours) {
      ObjectKey key = found.key();
      pass.write(
          new Refusals.Call(key.toString(), "delete", resource(key.kind())),
          Change.REMOVED,
          "",
          () -> api.delete(key));
    }
  }

  private static String resource(MonitoringKind kind) {
    return kind.plural() + ".monitoring.coreos.com";
  }

  static ObjectKey key(MonitoringKind kind, GenericKubernetesResource object) {
    return new ObjectKey(kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
  }
}
