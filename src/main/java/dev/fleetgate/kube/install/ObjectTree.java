package dev.fleetgate.kube.install;

import dev.fleetgate.model.Node;
import dev.fleetgate.rules.MonitoringKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Between trees and fabric8's objects.
final class ObjectTree {
  private static final KubernetesSerialization FORMS = new KubernetesSerialization();

  private ObjectTree() {}

  /// An object as fabric8 sends it.
  static GenericKubernetesResource resource(MonitoringKind kind, Node.Obj object) {
    GenericKubernetesResource resource =
        FORMS.convertValue(plain(object), GenericKubernetesResource.class);
    resource.setApiVersion(MonitoringKind.API_VERSION);
    resource.setKind(kind.kind());
    return resource;
  }

  /// An object as the API server returned it.
  static Node.Obj tree(GenericKubernetesResource resource) {
    return (Node.Obj) node(FORMS.convertValue(resource, Map.class));
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case Node.Text(var value, _) -> value;
      case Node.Num(var value, _) -> value;
      case Node.Bool(var value, _) -> value;
      case Node.Null _ -> null;
      case Node.Array(var items, _) -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case Node.Obj(var fields, _) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, plain(value)));
        yield map;
      }
    };
  }

  private static Node node(@Nullable Object plain) {
    return switch (plain) {
      case null -> Node.nothing();
      case String text -> Node.text(text);
      case Boolean flag -> Node.bool(flag);
      case Number number -> Node.number(new BigDecimal(number.toString()));
      case List<?> items -> Node.array(items.stream().map(ObjectTree::node).toList());
      case Map<?, ?> fields -> {
        Map<String, Node> object = new LinkedHashMap<>();
        fields.forEach((name, value) -> object.put(String.valueOf(name), node(value)));
        yield Node.object(object);
      }
      default ->
          throw new IllegalArgumentException(
              "value of class " + plain.getClass().getName() + " (expected: JSON)");
    };
  }
}
