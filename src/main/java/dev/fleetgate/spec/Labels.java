package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.LabelSelector.Operator;
import dev.fleetgate.model.LabelSelector.Requirement;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Labels and label selectors as Kubernetes writes them.
///
/// Source: Kubernetes, "Labels and Selectors", syntax and character set.
final class Labels {
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

  private Labels() {}

  /// A mapping of labels; empty if it was not written.
  static Map<String, String> read(Fields fields, String key) {
    Map<String, String> labels = fields.textMap(key);
    labels.forEach((name, value) -> {
      Node at = fields.required(key).path(name).orElseGet(() -> fields.required(key));
      if (!KEY.matcher(name).matches()) {
        fields
            .problems()
            .add(
                at,
                SpecRule.NOT_A_LABEL,
                key + "." + name,
                "a legal label name; letters, digits, -, _ and . after an optional domain/");
      } else if (!VALUE.matcher(value).matches()) {
        fields
            .problems()
            .add(
                at,
                SpecRule.NOT_A_LABEL,
                key + "." + name,
                "a legal label value; at most 63 letters, digits, -, _ and .");
      }
    });
    return labels;
  }

  /// A selector that must be written; `{}` selects everything.
  static LabelSelector selector(Fields parent, String key) {
    parent.required(key);
    Fields fields = parent.below(key);
    Map<String, String> matchLabels = read(fields, "matchLabels");
    List<Requirement> expressions = new ArrayList<>();
    for (Node item : fields.list("matchExpressions")) {
      expressions.add(requirement(item, fields.problems()));
    }
    fields.end();
    return new LabelSelector(matchLabels, expressions);
  }

  private static Requirement requirement(Node item, Problems problems) {
    Fields fields = Fields.of(item, "matchExpressions", problems);
    Map<String, Operator> words = new LinkedHashMap<>();
    for (Operator operator : Operator.values()) {
      words.put(operator.written(), operator);
    }
    String key = fields.text("key");
    fields.text("operator");
    Operator operator = fields.choice("operator", words, Operator.IN);
    List<String> values = fields.texts("values");
    boolean wanted =
        switch (operator) {
          case IN, NOT_IN -> true;
          case EXISTS, DOES_NOT_EXIST -> false;
        };
    if (wanted == values.isEmpty() && fields.node("operator").isPresent()) {
      problems.add(
          new Problem(
              fields.node("values").orElse(item).at(),
              SpecRule.SELECTOR_VALUES,
              "values of " + operator.written(),
              wanted ? "none" : String.join(", ", values),
              wanted ? "at least one value; write values: [...]" : "no values; remove them"));
    }
    fields.end();
    return new Requirement(key, operator, values);
  }
}
