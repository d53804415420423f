package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.RulePackSpec.PackParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the values of parameters where `{{params.x}}` stands in a text field.
///
/// A field that is nothing but `{{params.x}}` takes the value as it is, so that a mapping or a list
/// can be a parameter; inside a longer text the value must be a text, a number or a flag. The names
/// of fields are never replaced.
final class ParameterValues {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*params\\.([a-zA-Z0-9_-]*)\\s*}}");

  private final Map<String, Node> values;
  private final Problems problems;

  ParameterValues(Map<String, Node> values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /// The value of each parameter: as given, else its default. Sorted by name.
  static Map<String, Node> resolve(RulePackSpec spec, Node.Obj given, Problems problems) {
    Map<String, Node> values = new TreeMap<>();
    Map<String, Node> left = new LinkedHashMap<>(given.fields());
    for (PackParameter parameter : spec.parameters()) {
      Optional<Node> value =
          Optional.ofNullable(left.remove(parameter.name())).or(parameter::fallback);
      if (value.isEmpty()) {
        problems.add(
            new Problem(
                given.at(),
                RulePackRule.PARAMETER_MISSING,
                "parameter " + parameter.name() + " of " + spec.name(),
                "missing",
                "a value, as it has no default; set it"));
        continue;
      }
      refusal(parameter, value.get())
          .ifPresent(rule ->
              problems.add(
                  value.get(),
                  RulePackRule.PARAMETER_VALUE,
                  "parameter " + parameter.name() + " of " + spec.name(),
                  rule));
      values.put(parameter.name(), value.get());
    }
    left.forEach((name, value) -> unknown(name, value, names(spec), problems));
    return values;
  }

  /// The rule that a value breaks; empty if it may stand.
  static Optional<String> refusal(PackParameter parameter, Node value) {
    Optional<Pattern> pattern = parameter.pattern();
    if (pattern.isPresent()) {
      boolean matches =
          value instanceof Node.Text(var text, _) && pattern.get().matcher(text).matches();
      return matches ? Optional.empty() : Optional.of("a text that matches " + pattern.get());
    }
    if (value instanceof Node.Null) {
      return Optional.of("a value that is not null");
    }
    return parameter
        .fallback()
        .filter(fallback -> !fallback.getClass().equals(value.getClass()))
        .map(fallback -> "a value of the same type as the default, " + fallback.shown());
  }

  Node replace(Node node) {
    return switch (node) {
      case Node.Text text -> replaceText(text);
      case Node.Array(var items, var at) ->
          new Node.Array(items.stream().map(this::replace).toList(), at);
      case Node.Obj(var fields, var at) -> {
        Map<String, Node> replaced = new LinkedHashMap<>();
        fields.forEach((name, value) -> replaced.put(name, replace(value)));
        yield new Node.Obj(replaced, at);
      }
      case Node.Num _, Node.Bool _, Node.Null _ -> node;
    };
  }

  private Node replaceText(Node.Text text) {
    Matcher place = PLACE.matcher(text.value());
    if (place.matches()) {
      return value(place.group(1), text).orElse(text);
    }
    StringBuilder written = new StringBuilder();
    place.reset();
    while (place.find()) {
      place.appendReplacement(written, Matcher.quoteReplacement(inside(place.group(1), text)));
    }
    return new Node.Text(place.appendTail(written).toString(), text.at());
  }

  private String inside(String name, Node.Text text) {
    return value(name, text)
        .map(value ->
            switch (value) {
              case Node.Text(var written, _) -> written;
              case Node.Num _, Node.Bool _ -> value.shown();
              case Node.Null _, Node.Array _, Node.Obj _ -> {
                problems.add(
                    text,
                    RulePackRule.PARAMETER_IN_TEXT,
                    "parameter " + name,
                    "a text, number or flag inside a text; give it a field of its own");
                yield "";
              }
            })
        .orElse("");
  }

  private Optional<Node> value(String name, Node at) {
    Optional<Node> value = Optional.ofNullable(values.get(name));
    if (value.isEmpty()) {
      unknown(name, at, List.copyOf(values.keySet()), problems);
    }
    return value;
  }

  private static List<String> names(RulePackSpec spec) {
    List<String> names = new ArrayList<>();
    spec.parameters().forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  private static void unknown(String name, Node at, List<String> known, Problems problems) {
    problems.add(
        new Problem(
            at.at(),
            RulePackRule.PARAMETER_UNKNOWN,
            "parameter " + name,
            "unknown parameter",
            "one of "
                + String.join(", ", known)
                + "; declare it in pack.yaml or correct its name"));
  }
}
