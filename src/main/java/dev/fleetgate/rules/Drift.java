package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Finds where an object on a cluster no longer is what was sent.
///
/// Fields that others have added are left alone: the API server fills in defaults and webhooks mark
/// what they have seen. What we sent must be there unchanged. A removed field is found by the
/// content annotation, which is part of what was sent. Lists are compared item by item, except rule
/// groups: the API server merges those by name, so that groups of others may stand beside ours.
public final class Drift {
  private Drift() {}

  /// @param wanted the object as rendered
  /// @param found the object as it is on the cluster
  /// @return path of the first difference, such as `spec.endpoints.0.port`; empty if there is none
  public static Optional<String> between(Node wanted, Node found) {
    return between("", wanted, found);
  }

  private static Optional<String> between(String path, Node wanted, Node found) {
    return switch (wanted) {
      case Node.Obj(var fields, _) ->
          found instanceof Node.Obj there ? inFields(path, fields, there) : Optional.of(path);
      case Node.Array(var items, _) ->
          found instanceof Node.Array(var there, _)
              ? inItems(path, items, there)
              : Optional.of(path);
      case Node.Text _, Node.Num _, Node.Bool _, Node.Null _ ->
          wanted.equals(found) ? Optional.empty() : Optional.of(path);
    };
  }

  private static Optional<String> inFields(String path, Map<String, Node> wanted, Node.Obj found) {
    for (Map.Entry<String, Node> field : wanted.entrySet()) {
      String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      Optional<Node> there = found.field(field.getKey());
      Optional<String> difference =
          there.isEmpty() ? Optional.of(inner) : between(inner, field.getValue(), there.get());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inItems(String path, List<Node> wanted, List<Node> found) {
    if (path.equals("spec.groups")) {
      return inGroups(path, wanted, found);
    }
    if (wanted.size() != found.size()) {
      return Optional.of(path);
    }
    for (int item = 0; item < wanted.size(); item++) {
      Optional<String> difference = between(path + "." + item, wanted.get(item), found.get(item));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inGroups(String path, List<Node> wanted, List<Node> found) {
    for (Node group : wanted) {
      String inner = path + "." + group.textAt("name").orElse("");
      Optional<Node> there =
          found.stream()
              .filter(other -> Objects.equals(other.textAt("name"), group.textAt("name")))
              .findFirst();
      Optional<String> difference =
          there.isEmpty() ? Optional.of(inner) : between(inner, group, there.get());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }
}
