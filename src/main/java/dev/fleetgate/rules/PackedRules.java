package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rules inside a PrometheusRule.
final class PackedRules {
  /// Name of the series that says which revision of a pack is in effect.
  static final String SENTINEL = "fleetgate_rulepack_info";

  private PackedRules() {}

  /// A group of rules.
  record Group(String name, List<Node.Obj> rules) {
    Group {
      rules = List.copyOf(rules);
    }
  }

  /// The groups of a PrometheusRule; of any other object none.
  static List<Group> groups(Node object) {
    List<Group> groups = new ArrayList<>();
    for (Node group : items(object.path("spec", "groups"))) {
      List<Node.Obj> rules = new ArrayList<>();
      for (Node rule : items(group.path("rules"))) {
        if (rule instanceof Node.Obj typed) {
          rules.add(typed);
        }
      }
      groups.add(new Group(group.textAt("name").orElse(""), rules));
    }
    return groups;
  }

  static List<Node.Obj> rules(Node object) {
    return groups(object).stream().flatMap(group -> group.rules().stream()).toList();
  }

  static boolean isSentinel(Node rule) {
    return rule.textAt("record").filter(SENTINEL::equals).isPresent();
  }

  /// The object with the revision written into its sentinel, if it has one.
  static Node.Obj withRevision(Node.Obj object, String revision) {
    return (Node.Obj)
        below(
            object,
            List.of("spec", "groups"),
            group -> below(group, List.of("rules"), rule -> marked(rule, revision)));
  }

  private static Node marked(Node rule, String revision) {
    if (!isSentinel(rule) || !(rule instanceof Node.Obj typed)) {
      return rule;
    }
    Map<String, Node> labels = new LinkedHashMap<>();
    if (rule.path("labels").orElse(Node.object()) instanceof Node.Obj written) {
      labels.putAll(written.fields());
    }
    labels.put("revision", Node.text(revision));
    return typed.with("labels", Node.object(labels));
  }

  /// Changes each item of the list below a path; what is not there stays so.
  private static Node below(Node node, List<String> path, UnaryOperator<Node> change) {
    if (path.isEmpty()) {
      return node instanceof Node.Array(var items, var at)
          ? new Node.Array(items.stream().map(change).toList(), at)
          : node;
    }
    String step = path.getFirst();
    if (node instanceof Node.Obj object && object.field(step).isPresent()) {
      Node inner = below(object.field(step).get(), path.subList(1, path.size()), change);
      return object.with(step, inner);
    }
    return node;
  }

  private static List<Node> items(Optional<Node> node) {
    return node.map(list -> list instanceof Node.Array(var items, _) ? items : List.<Node>of())
        .orElse(List.of());
  }
}
