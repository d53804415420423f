package dev.fleetgate.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Sample;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the `data` of answers.
final class Documents {
  private Documents() {}

  /// The samples of a vector, or the one of a scalar; empty if it is anything else, or holds native
  /// histograms or other values that are no numbers.
  static Optional<List<Sample>> samples(JsonNode data) {
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "vector" -> vector(result);
      case "scalar" -> number(result).map(value -> List.of(new Sample(Map.of(), value)));
      default -> Optional.empty();
    };
  }

  private static Optional<List<Sample>> vector(JsonNode result) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : result) {
      Optional<Double> value = number(series.path("value"));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      samples.add(new Sample(texts(series.path("metric")), value.get()));
    }
    return Optional.of(samples);
  }

  /// The value of `[time, "value"]`; `NaN`, `+Inf` and `-Inf` as Prometheus writes them.
  private static Optional<Double> number(JsonNode pair) {
    if (!pair.path(1).isTextual()) {
      return Optional.empty();
    }
    String text = pair.path(1).textValue();
    try {
      return Optional.of(
          switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
          });
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static List<FiringAlert> firing(JsonNode data) {
    List<FiringAlert> alerts = new ArrayList<>();
    for (JsonNode alert : data.path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        alerts.add(new FiringAlert(texts(alert.path("labels")), instant(alert.path("activeAt"))));
      }
    }
    return alerts;
  }

  static List<Target> targets(JsonNode data) {
    return each(
        data.path("activeTargets"),
        target ->
            new Target(
                target.path("scrapePool").asText(),
                target.path("scrapeUrl").asText(),
                target.path("health").asText(),
                target.path("lastError").asText(),
                texts(target.path("labels"))));
  }

  static List<RuleGroup> groups(JsonNode data) {
    return each(
        data.path("groups"),
        group ->
            new RuleGroup(
                group.path("name").asText(),
                group.path("file").asText(),
                each(group.path("rules"), Documents::rule)));
  }

  private static RuleGroup.Rule rule(JsonNode rule) {
    return new RuleGroup.Rule(
        rule.path("name").asText(),
        rule.path("type").asText(),
        rule.path("query").asText(),
        rule.path("health").asText(),
        rule.path("lastError").asText());
  }

  static ServerState state(JsonNode data) {
    return new ServerState(
        instant(data.path("startTime")),
        data.path("reloadConfigSuccess").asBoolean(),
        instant(data.path("lastConfigTime")));
  }

  static List<String> pools(JsonNode data) {
    return each(data.path("scrapePools"), JsonNode::asText);
  }

  private static <T> List<T> each(JsonNode items, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    items.forEach(item -> all.add(read.apply(item)));
    return all;
  }

  /// @throws DateTimeException if it is no time
  private static Instant instant(JsonNode node) {
    return Instant.parse(node.asText());
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
