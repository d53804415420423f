package dev.fleetgate.rules;

import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a pack's `pack.yaml` says of it.
///
/// @param objects names of the files with one object each, in the order of their installation
/// @param freshSeries selectors that must answer with fresh samples; may refer to parameters
/// @param freshWithin the greatest age of a fresh sample; > 0
/// @param heartbeat name of the alert that always fires; empty if the pack has none
/// @param recorded look-back of each series that the pack records, by name
public record RulePackSpec(
    String name,
    List<PackParameter> parameters,
    List<String> objects,
    List<String> freshSeries,
    Duration freshWithin,
    Optional<String> heartbeat,
    Map<String, Duration> recorded) {
  static final String API_VERSION = "fleetgate.dev/v1alpha1";
  static final String KIND = "RulePack";
  private static final Duration FRESH_WITHIN = Duration.ofMinutes(2);
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern PARAMETER_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");

  public RulePackSpec {
    Objects.requireNonNull(name);
    parameters = List.copyOf(parameters);
    objects = List.copyOf(objects);
    freshSeries = List.copyOf(freshSeries);
    Objects.requireNonNull(freshWithin);
    Objects.requireNonNull(heartbeat);
    recorded = Map.copyOf(recorded);
  }

  /// A parameter of a pack.
  ///
  /// @param fallback its default; empty if a value must be given
  /// @param pattern what the whole of a text must match
  public record PackParameter(String name, Optional<Node> fallback, Optional<Pattern> pattern) {
    public PackParameter {
      Objects.requireNonNull(name);
      Objects.requireNonNull(fallback);
      Objects.requireNonNull(pattern);
    }
  }

  /// Reads `pack.yaml`. What has a problem reads as its fallback; the result is of use only if no
  /// problem was added.
  public static RulePackSpec read(Node document, Problems problems) {
    Fields root = Fields.of(document, KIND, problems);
    if (!root.text("apiVersion").equals(API_VERSION) || !root.text("kind").equals(KIND)) {
      problems.add(
          document,
          RulePackRule.NOT_A_RULE_PACK,
          "apiVersion and kind",
          API_VERSION + " and " + KIND + "; write both at the top");
    }
    Fields metadata = root.below("metadata");
    String name = metadata.text("name");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              metadata.at(),
              RulePackRule.PACK_NAME,
              "name",
              Problem.quoted(name),
              "small letters, digits and -, at most 63"));
    }
    metadata.end();
    Fields spec = root.below("spec");
    root.end();
    RulePackSpec read =
        new RulePackSpec(
            name,
            parameters(spec),
            objects(spec),
            freshSeries(spec),
            freshWithin(spec),
            heartbeat(spec),
            recorded(spec));
    spec.end();
    return read;
  }

  private static List<PackParameter> parameters(Fields spec) {
    List<PackParameter> parameters = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Node item : spec.list("parameters")) {
      PackParameter parameter = parameter(item, spec.problems());
      parameters.add(parameter);
      if (!names.add(parameter.name())) {
        spec.problems()
            .add(
                new Problem(
                    item.at(),
                    RulePackRule.PARAMETER_TWICE,
                    "parameters",
                    Problem.quoted(parameter.name()),
                    "each parameter once; remove one"));
      }
    }
    return parameters;
  }

  private static PackParameter parameter(Node item, Problems problems) {
    Fields fields = Fields.of(item, "parameter", problems);
    String name = fields.text("name");
    if (!name.isEmpty() && !PARAMETER_NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              item.at(),
              RulePackRule.PARAMETER_NAME,
              "name",
              Problem.quoted(name),
              "letters and digits, a letter first"));
    }
    Optional<Pattern> pattern = fields.node("pattern").flatMap(node -> pattern(node, problems));
    Optional<Node> fallback = fields.node("default");
    fields.end();
    PackParameter parameter = new PackParameter(name, fallback, pattern);
    fallback
        .flatMap(value -> ParameterValues.refusal(parameter, value))
        .ifPresent(rule ->
            problems.add(
                fallback.get(), RulePackRule.PARAMETER_DEFAULT, "default of " + name, rule));
    return parameter;
  }

  private static Optional<Pattern> pattern(Node node, Problems problems) {
    if (node instanceof Node.Text(var text, _)) {
      try {
        return Optional.of(Pattern.compile(text));
      } catch (PatternSyntaxException e) {
        problems.add(
            node, RulePackRule.PARAMETER_PATTERN, "pattern", "a regular expression of Java");
        return Optional.empty();
      }
    }
    problems.add(node, FieldRule.NOT_A_TEXT, "pattern", "a text; put it in quotes");
    return Optional.empty();
  }

  private static List<String> objects(Fields spec) {
    List<String> objects = spec.texts("objects");
    if (objects.isEmpty()) {
      spec.problems()
          .add(
              new Problem(
                  spec.at(),
                  RulePackRule.NO_OBJECTS,
                  "objects",
                  "none",
                  "at least one file with an object; name it under objects"));
    }
    if (Set.copyOf(objects).size() < objects.size()) {
      spec.problems()
          .add(
              new Problem(
                  spec.at(),
                  RulePackRule.OBJECT_TWICE,
                  "objects",
                  String.join(", ", objects),
                  "each file once; remove one"));
    }
    return objects;
  }

  private static List<String> freshSeries(Fields spec) {
    List<String> series = spec.texts("freshSeries");
    if (series.isEmpty()) {
      spec.problems()
          .add(
              new Problem(
                  spec.at(),
                  RulePackRule.NO_FRESH_SERIES,
                  "freshSeries",
                  "none",
                  "at least one selector; name a series that the pack makes"));
    }
    return series;
  }

  private static Duration freshWithin(Fields spec) {
    Duration within = spec.duration("freshWithin", FRESH_WITHIN);
    if (!within.isPositive()) {
      spec.problems()
          .add(spec.required("freshWithin"), RulePackRule.FRESH_WITHIN_ZERO, "freshWithin", "> 0s");
    }
    return within;
  }

  private static Optional<String> heartbeat(Fields spec) {
    String heartbeat = spec.text("heartbeat", "");
    return heartbeat.isEmpty() ? Optional.empty() : Optional.of(heartbeat);
  }

  private static Map<String, Duration> recorded(Fields spec) {
    Map<String, Duration> recorded = new LinkedHashMap<>();
    for (Node item : spec.list("recorded")) {
      Fields fields = Fields.of(item, "recorded", spec.problems());
      fields.required("looksBack");
      recorded.put(fields.text("series"), fields.duration("looksBack", Duration.ZERO));
      fields.end();
    }
    return recorded;
  }
}
