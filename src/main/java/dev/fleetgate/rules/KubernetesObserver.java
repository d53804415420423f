package dev.fleetgate.rules;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.Node;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Port: reads what a child's API server knows of its monitoring. Writes nothing.
public interface KubernetesObserver {
  /// Looks for Prometheus objects, and for our objects of every kind.
  Observation observe(ChildCluster cluster);

  /// What was read, or why nothing was.
  sealed interface Observation {}

  /// @param prometheuses the Prometheus objects of all namespaces
  /// @param objects those with our pack label, of all packs
  record Seen(List<ChildPrometheus> prometheuses, List<SeenObject> objects) implements Observation {
    public Seen {
      prometheuses = List.copyOf(prometheuses);
      objects = List.copyOf(objects);
    }

    Optional<SeenObject> object(ObjectKey key) {
      return objects.stream().filter(object -> object.key().equals(key)).findFirst();
    }

    /// Labels of a Namespace in which one of our objects is; empty if none is.
    public Optional<Map<String, String>> namespaceLabels(String namespace) {
      return objects.stream()
          .filter(object -> object.key().namespace().equals(namespace))
          .map(SeenObject::namespaceLabels)
          .findFirst();
    }
  }

  /// @param why a whole sentence, the cluster named
  record Unseen(String why) implements Observation {
    public Unseen {
      Objects.requireNonNull(why);
    }
  }

  /// One of our objects.
  ///
  /// @param object the whole tree as the API server returned it
  /// @param namespaceLabels of its Namespace
  /// @param rejection what the operator last said against it, verbatim; empty if nothing. May be of
  ///   an earlier content.
  record SeenObject(
      ObjectKey key,
      Node.Obj object,
      Map<String, String> namespaceLabels,
      Optional<String> rejection) {
    public SeenObject {
      Objects.requireNonNull(key);
      Objects.requireNonNull(object);
      namespaceLabels = Collections.unmodifiableMap(new TreeMap<>(namespaceLabels));
      Objects.requireNonNull(rejection);
    }

    Map<String, String> labels() {
      return PrometheusObjects.labels(object);
    }

    String uid() {
      return object.textAt("metadata", "uid").orElse("");
    }

    /// Version of the object in its API server's store.
    public String resourceVersion() {
      return object.textAt("metadata", "resourceVersion").orElse("");
    }

    /// The revision that it was rendered from; empty if unknown.
    String revision() {
      return object
          .textAt("metadata", "annotations", RulePackRenderer.REVISION_ANNOTATION)
          .orElse("");
    }
  }
}
