package dev.fleetgate.rules;

import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// A Prometheus object of a child cluster, as far as it decides what is selected.
///
/// Source: prometheus-operator v0.93.0, CRD `prometheuses`: an absent object selector matches
/// nothing, `{}` matches all; an absent namespace selector means the object's own namespace.
///
/// @param namespace of the object
/// @param namespaceLabels labels of that Namespace
/// @param selections per kind; a kind without an entry matches nothing
/// @param enforcement the label that the operator forces on all series and rules; empty if none
/// @param paused the operator leaves its configuration as it is
public record ChildPrometheus(
    String namespace,
    String name,
    Map<String, String> namespaceLabels,
    Map<MonitoringKind, Selection> selections,
    Optional<Enforcement> enforcement,
    boolean paused) {
  public ChildPrometheus {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    namespaceLabels = Collections.unmodifiableMap(new TreeMap<>(namespaceLabels));
    selections = Map.copyOf(selections);
    Objects.requireNonNull(enforcement);
  }

  /// How objects of one kind are selected.
  ///
  /// @param objects over an object's own labels
  /// @param namespaces over a Namespace's labels; empty: only the namespace of the Prometheus
  ///   object
  public record Selection(LabelSelector objects, Optional<LabelSelector> namespaces) {
    public Selection {
      Objects.requireNonNull(objects);
      Objects.requireNonNull(namespaces);
    }
  }

  /// `spec.enforcedNamespaceLabel`: rules see only series whose label has their own namespace as
  /// value.
  ///
  /// @param exempt objects that are left alone
  public record Enforcement(String label, List<Exemption> exempt) {
    public Enforcement {
      Objects.requireNonNull(label);
      exempt = List.copyOf(exempt);
    }
  }

  /// An entry of `spec.excludedFromEnforcement`.
  ///
  /// @param resource plural of the kind
  /// @param name of the object; empty for all of the namespace
  public record Exemption(String resource, String namespace, String name) {
    public Exemption {
      Objects.requireNonNull(resource);
      Objects.requireNonNull(namespace);
      Objects.requireNonNull(name);
    }

    private boolean covers(ObjectKey key) {
      return resource.equals(key.kind().plural())
          && namespace.equals(key.namespace())
          && (name.isEmpty() || name.equals(key.name()));
    }
  }

  /// `monitoring/k8s`.
  public String place() {
    return namespace + "/" + name;
  }

  /// Whether an object with these labels, in a Namespace with those, is selected.
  boolean selects(ObjectKey key, Map<String, String> labels, Map<String, String> itsNamespace) {
    Selection selection = selections.get(key.kind());
    if (selection == null || !selection.objects().matches(labels)) {
      return false;
    }
    return selection
        .namespaces()
        .map(selector -> selector.matches(itsNamespace))
        .orElseGet(() -> key.namespace().equals(namespace));
  }

  /// Whether the enforced label is forced on this object.
  boolean enforcesOn(ObjectKey key) {
    return enforcement.isPresent()
        && enforcement.get().exempt().stream().noneMatch(exemption -> exemption.covers(key));
  }

  /// What is selected of a kind, as a sentence shows it.
  String wants(MonitoringKind kind) {
    Selection selection = selections.get(kind);
    return selection == null
        ? "nothing, its " + kind.selectorField() + " is absent"
        : "labels "
            + shown(selection.objects())
            + " in "
            + selection
                .namespaces()
                .map(terms -> "namespaces with labels " + shown(terms))
                .orElse("namespace " + namespace);
  }

  private static String shown(LabelSelector selector) {
    List<String> terms = new ArrayList<>();
    selector.matchLabels().forEach((label, value) -> terms.add(label + "=" + value));
    selector.matchExpressions().forEach(requirement -> terms.add(shown(requirement)));
    return terms.isEmpty() ? "of any kind" : String.join(",", terms);
  }

  private static String shown(Requirement requirement) {
    String values = String.join("|", requirement.values());
    return switch (requirement.operator()) {
      case IN -> requirement.key() + "=" + values;
      case NOT_IN -> requirement.key() + "!=" + values;
      case EXISTS -> requirement.key();
      case DOES_NOT_EXIST -> "!" + requirement.key();
    };
  }
}
