package dev.fleetgate.triggers;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Nearest;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `{{cluster.name}}`, `{{cluster.labels.x}}` and `{{change.id}}` in the text values of a
/// trigger; keys stay as they are.
///
/// A text in double braces that begins with a word and a dot is a placeholder, and an unknown one
/// is refused. Others, such as `{{.status}}` or `{{range .items}}` of Go templates, are left alone.
final class Placeholders {
  private static final Pattern FORM =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*\\.[A-Za-z0-9_./-]+)\\s*}}");
  private static final String NAME = "cluster.name";
  private static final String CHANGE = "change.id";
  private static final String LABELS = "cluster.labels.";
  private static final List<String> KNOWN = List.of(NAME, CHANGE, LABELS + "x");

  private Placeholders() {}

  /// What the placeholders stand for.
  ///
  /// @param change id of the change; may be empty
  record Values(ClusterId cluster, Map<String, String> labels, String change) {
    Values {
      Objects.requireNonNull(cluster);
      labels = Map.copyOf(labels);
      Objects.requireNonNull(change);
    }

    private Optional<String> of(String placeholder) {
      return switch (placeholder) {
        case NAME -> Optional.of(cluster.value());
        case CHANGE -> Optional.of(change);
        default -> Optional.ofNullable(labels.get(label(placeholder)));
      };
    }
  }

  /// Whether a text holds any placeholder.
  static boolean in(String text) {
    return FORM.matcher(text).find();
  }

  /// Reports the placeholders of a tree that nothing could stand for.
  static void check(Node node, Problems problems) {
    for (Node.Text text : texts(node)) {
      for (MatchResult found : FORM.matcher(text.value()).results().toList()) {
        String placeholder = found.group(1);
        if (!known(placeholder)) {
          String remedy =
              Nearest.to(placeholder, KNOWN)
                  .map(near -> "; did you mean {{" + near + "}}?")
                  .orElse("");
          problems.add(
              new Problem(
                  text.at(),
                  TriggerRule.UNKNOWN_PLACEHOLDER,
                  "placeholder",
                  Problem.quoted(found.group()),
                  "{{cluster.name}}, {{cluster.labels.x}} or {{change.id}}" + remedy));
        }
      }
    }
  }

  /// The tree with every placeholder replaced. One whose label the cluster lacks is reported and
  /// stays.
  static Node replace(Node node, Values values, Problems problems) {
    return switch (node) {
      case Node.Text text -> new Node.Text(replaced(text, values, problems), text.at());
      case Node.Array(var items, var at) ->
          new Node.Array(items.stream().map(item -> replace(item, values, problems)).toList(), at);
      case Node.Obj(var fields, var at) -> {
        Map<String, Node> replaced = new LinkedHashMap<>();
        fields.forEach((key, value) -> replaced.put(key, replace(value, values, problems)));
        yield new Node.Obj(replaced, at);
      }
      case Node.Num _, Node.Bool _, Node.Null _ -> node;
    };
  }

  private static String replaced(Node.Text text, Values values, Problems problems) {
    return FORM.matcher(text.value())
        .replaceAll(found -> {
          Optional<String> value = values.of(found.group(1));
          if (value.isEmpty() && known(found.group(1))) {
            problems.add(
                new Problem(
                    text.at(),
                    TriggerRule.MISSING_CLUSTER_LABEL,
                    "label of cluster " + values.cluster(),
                    Problem.quoted(label(found.group(1))) + " missing",
                    "a label that each selected cluster has; add it in the Fleet"));
          }
          return Matcher.quoteReplacement(value.orElse(found.group()));
        });
  }

  private static boolean known(String placeholder) {
    return placeholder.equals(NAME) || placeholder.equals(CHANGE) || placeholder.startsWith(LABELS);
  }

  private static String label(String placeholder) {
    return placeholder.startsWith(LABELS) ? placeholder.substring(LABELS.length()) : "";
  }

  private static List<Node.Text> texts(Node node) {
    List<Node.Text> texts = new ArrayList<>();
    switch (node) {
      case Node.Text text -> texts.add(text);
      case Node.Array(var items, _) -> items.forEach(item -> texts.addAll(texts(item)));
      case Node.Obj(var fields, _) -> fields.values().forEach(value -> texts.addAll(texts(value)));
      case Node.Num _, Node.Bool _, Node.Null _ -> {}
    }
    return texts;
  }
}
