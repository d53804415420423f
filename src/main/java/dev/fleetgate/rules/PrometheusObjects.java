package dev.fleetgate.rules;

import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.LabelSelector.Operator;
import dev.fleetgate.model.LabelSelector.Requirement;
import dev.fleetgate.model.Node;
import dev.fleetgate.rules.ChildPrometheus.Enforcement;
import dev.fleetgate.rules.ChildPrometheus.Exemption;
import dev.fleetgate.rules.ChildPrometheus.Selection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads objects of kind Prometheus as the API server returns them.
public final class PrometheusObjects {
  private PrometheusObjects() {}

  /// @param object a `monitoring.coreos.com/v1` Prometheus
  /// @param namespaceLabels labels of the Namespace that it is in
  public static ChildPrometheus read(Node object, Map<String, String> namespaceLabels) {
    Map<MonitoringKind, Selection> selections = new EnumMap<>(MonitoringKind.class);
    for (MonitoringKind kind : MonitoringKind.values()) {
      selector(object, kind.selectorField())
          .ifPresent(objects ->
              selections.put(
                  kind, new Selection(objects, selector(object, kind.namespaceSelectorField()))));
    }
    return new ChildPrometheus(
        object.textAt("metadata", "namespace").orElse(""),
        object.textAt("metadata", "name").orElse(""),
        namespaceLabels,
        selections,
        enforcement(object),
        object.path("spec", "paused").filter(Node.bool(true)::equals).isPresent());
  }

  /// `metadata.labels` of any object.
  static Map<String, String> labels(Node object) {
    return texts(object.path("metadata", "labels"));
  }

  private static Optional<LabelSelector> selector(Node object, String field) {
    return object
        .path("spec", field)
        .filter(Node.Obj.class::isInstance)
        .map(selector ->
            new LabelSelector(
                texts(selector.path("matchLabels")),
                items(selector.path("matchExpressions")).stream()
                    .map(PrometheusObjects::requirement)
                    .toList()));
  }

  /// An operator that Kubernetes does not have cannot come from an API server.
  private static Requirement requirement(Node expression) {
    String written = expression.textAt("operator").orElse("");
    for (Operator operator : Operator.values()) {
      if (operator.written().equals(written)) {
        List<String> values = new ArrayList<>();
        items(expression.path("values"))
            .forEach(value -> values.add(value instanceof Node.Text(var text, _) ? text : ""));
        return new Requirement(expression.textAt("key").orElse(""), operator, values);
      }
    }
    throw new IllegalArgumentException(
        "operator: " + written + " (expected: In, NotIn, Exists or DoesNotExist)");
  }

  private static Optional<Enforcement> enforcement(Node object) {
    return object
        .textAt("spec", "enforcedNamespaceLabel")
        .filter(label -> !label.isEmpty())
        .map(label -> new Enforcement(label, exempt(object)));
  }

  private static List<Exemption> exempt(Node object) {
    return items(object.path("spec", "excludedFromEnforcement")).stream()
        .map(entry ->
            new Exemption(
                entry.textAt("resource").orElse(""),
                entry.textAt("namespace").orElse(""),
                entry.textAt("name").orElse("")))
        .toList();
  }

  private static Map<String, String> texts(Optional<Node> node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node.orElse(Node.nothing()) instanceof Node.Obj object) {
      object
          .fields()
          .forEach((name, value) -> {
            if (value instanceof Node.Text(var text, _)) {
              texts.put(name, text);
            }
          });
    }
    return texts;
  }

  private static List<Node> items(Optional<Node> node) {
    return node.orElse(Node.nothing()) instanceof Node.Array(var items, _) ? items : List.of();
  }
}
