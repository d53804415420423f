package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The pod template of a Deployment as it was read, and the patches of its parts. Each part that is
/// set is tested first.
///
/// @param tree `spec.template`
record PodTemplate(Node tree) {
  private static final List<String> LISTS = List.of("containers", "initContainers");

  PodTemplate {
    Objects.requireNonNull(tree);
  }

  static PodTemplate of(Node deployment) {
    return new PodTemplate(deployment.path("spec", "template").orElseGet(Node::object));
  }

  /// A template with a stamp on its pods.
  static Node.Obj stamped(Node.Obj template, String stamp) {
    Node.Obj metadata = mapping(template, "metadata");
    Node.Obj annotations = mapping(metadata, "annotations");
    return template.with(
        "metadata", metadata.with("annotations", annotations.with(Mark.TRIGGER, Node.text(stamp))));
  }

  /// A template without a stamp on its pods.
  static Node.Obj unstamped(Node.Obj template) {
    Node.Obj metadata = mapping(template, "metadata");
    Node.Obj annotations = mapping(metadata, "annotations").without(Mark.TRIGGER);
    Node.Obj rest =
        annotations.fields().isEmpty()
            ? metadata.without("annotations")
            : metadata.with("annotations", annotations);
    return template.with("metadata", rest);
  }

  /// Names of all containers, init containers last.
  List<String> containers() {
    List<String> names = new ArrayList<>();
    LISTS.forEach(
        list -> items(list).forEach(container -> container.textAt("name").ifPresent(names::add)));
    return names;
  }

  /// Image of a container; empty if there is no such container.
  Optional<String> image(String container) {
    return LISTS.stream()
        .flatMap(list -> items(list).stream())
        .filter(item -> item.textAt("name").equals(Optional.of(container)))
        .findFirst()
        .flatMap(item -> item.textAt("image"));
  }

  /// Sets the image of a container, tested by name and by the image read.
  void image(JsonPatch patch, String container, String image) {
    for (String list : LISTS) {
      List<Node> items = items(list);
      for (int index = 0; index < items.size(); index++) {
        Node item = items.get(index);
        if (item.textAt("name").equals(Optional.of(container))) {
          String step = String.valueOf(index);
          patch
              .test(Node.text(container), "spec", "template", "spec", list, step, "name")
              .test(read(item), "spec", "template", "spec", list, step, "image")
              .set(Node.text(image), "spec", "template", "spec", list, step, "image");
          return;
        }
      }
    }
  }

  /// The stamp on the pods; empty if there is none.
  String stamp() {
    return tree.textAt("metadata", "annotations", Mark.TRIGGER).orElse("");
  }

  /// Sets the stamp on the pods, or takes it away where it is empty.
  void stamp(JsonPatch patch, String stamp) {
    String[] path = {"spec", "template", "metadata", "annotations", Mark.TRIGGER};
    if (stamp.isEmpty()) {
      if (!stamp().isEmpty()) {
        patch.remove(path);
      }
    } else if (tree.path("metadata", "annotations").isPresent()) {
      patch.set(Node.text(stamp), path);
    } else {
      Node only = Node.object(Map.of(Mark.TRIGGER, Node.text(stamp)));
      patch.set(only, "spec", "template", "metadata", "annotations");
    }
  }

  private List<Node> items(String list) {
    return tree.path("spec", list).orElseGet(Node::nothing) instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }

  private static Node read(Node container) {
    return container.path("image").orElseGet(Node::nothing);
  }

  private static Node.Obj mapping(Node.Obj around, String key) {
    return around.field(key).orElseGet(Node::object) instanceof Node.Obj found
        ? found
        : Node.object(new LinkedHashMap<>());
  }
}
