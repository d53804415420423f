package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.ParseOutcome;
import dev.fleetgate.promql.PromqlParser;
import dev.fleetgate.promql.Selectors;
import dev.fleetgate.promql.ValueType;
import dev.fleetgate.sim.LoadedConfiguration.Group;
import dev.fleetgate.sim.LoadedConfiguration.Pool;
import dev.fleetgate.sim.LoadedConfiguration.Rule;
import dev.fleetgate.sim.LoadedConfiguration.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// As much of Prometheus's HTTP API as Fleetgate asks: instant queries, targets, scrape pools,
/// rules, alerts and what it says of itself.
///
/// Invariant: what the simulation does not know is answered as an error that names it.
///
/// Source: Prometheus `docs/querying/api.md`, 3.x.
final class SimulatedPrometheus {
  private static final String API = "/api/v1/";

  private final LoadedConfiguration loaded;
  private final StoredSeries series;
  private final InstantSource clock;
  private final Instant startedAt;

  /// @param startedAt when this Prometheus started
  SimulatedPrometheus(ApiObjects objects, Traffic traffic, InstantSource clock, Instant startedAt) {
    this.loaded = new LoadedConfiguration(objects);
    this.series = new StoredSeries(loaded, traffic);
    this.clock = clock;
    this.startedAt = startedAt;
  }

  Told answer(Asked asked) {
    String path = asked.path().startsWith(API) ? asked.path().substring(API.length()) : "";
    Instant now = clock.instant();
    return switch (path) {
      case "query" -> query(asked);
      case "targets" -> success(Map.of("activeTargets", targets(asked, now)));
      case "scrape_pools" ->
          success(
              Map.of("scrapePools", loaded.pools(now).stream().map(Pool::name).sorted().toList()));
      case "rules" -> success(Map.of("groups", groups(asked, now)));
      case "alerts" -> success(Map.of("alerts", alerts(now)));
      case "status/buildinfo" -> success(Map.of("version", "3.14.0+simulated"));
      case "status/runtimeinfo" ->
          success(
              Map.of(
                  "startTime", startedAt.toString(),
                  "reloadConfigSuccess", true,
                  "lastConfigTime", startedAt.toString()));
      default -> failure(404, "not_found", asked.path() + " is not simulated");
    };
  }

  private Told query(Asked asked) {
    String query = asked.parameter("query").orElse("");
    return switch (PromqlParser.parse(query)) {
      case ParseOutcome.Refused(_, var why) ->
          failure(400, "bad_data", "parse error: " + why.sentence());
      case ParseOutcome.Parsed(var expr) -> {
        try {
          yield success(evaluated(expr, time(asked)));
        } catch (NotSimulatedException e) {
          yield failure(400, "bad_data", e.what());
        }
      }
    };
  }

  private Instant time(Asked asked) {
    try {
      return asked
          .parameter("time")
          .map(time -> Instant.ofEpochMilli(new BigDecimal(time).movePointRight(3).longValue()))
          .orElseGet(clock::instant);
    } catch (NumberFormatException e) {
      throw new NotSimulatedException("time: a number of seconds is simulated, nothing else");
    }
  }

  private Map<String, Object> evaluated(Expr expr, Instant time) {
    Evaluator evaluator = new Evaluator(series, time);
    BigDecimal at = BigDecimal.valueOf(time.toEpochMilli(), 3);
    if (expr.type() == ValueType.SCALAR) {
      return Map.of("resultType", "scalar", "result", List.of(at, written(evaluator.scalar(expr))));
    }
    List<Map<String, Object>> result = new ArrayList<>();
    for (Series one : evaluator.vector(expr)) {
      result.add(Map.of("metric", one.labels(), "value", List.of(at, written(one.value()))));
    }
    return Map.of("resultType", "vector", "result", result);
  }

  private static String written(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : String.valueOf(value);
  }

  private List<Map<String, Object>> targets(Asked asked, Instant now) {
    Optional<String> wanted = asked.parameter("scrapePool");
    List<Map<String, Object>> targets = new ArrayList<>();
    for (Pool pool : loaded.pools(now)) {
      if (wanted.isEmpty() || wanted.get().equals(pool.name())) {
        pool.targets().forEach(target -> targets.add(target(pool, target, now)));
      }
    }
    return targets;
  }

  private static Map<String, Object> target(Pool pool, Target target, Instant now) {
    boolean scraped = pool.scrapes().last(now).isPresent();
    boolean serves = target.deployment().isPresent();
    return Map.of(
        "scrapePool",
        pool.name(),
        "scrapeUrl",
        "http://" + target.labels().get("instance") + "/metrics",
        "health",
        !scraped ? "unknown" : serves ? "up" : "down",
        "lastError",
        serves ? "" : "connection refused",
        "labels",
        target.labels());
  }

  private List<Map<String, Object>> groups(Asked asked, Instant now) {
    boolean withAlerts = !asked.parameter("exclude_alerts").equals(Optional.of("true"));
    List<Map<String, Object>> groups = new ArrayList<>();
    for (Group group : loaded.groups(now)) {
      List<Map<String, Object>> rules = new ArrayList<>();
      group.rules().forEach(rule -> rules.add(rule(group, rule, withAlerts, now)));
      groups.add(Map.of("name", group.name(), "file", group.file(), "rules", rules));
    }
    return groups;
  }

  private Map<String, Object> rule(Group group, Rule rule, boolean withAlerts, Instant now) {
    Optional<Instant> evaluated = group.evaluations().last(now);
    String error = evaluated.map(at -> error(rule, at)).orElse("");
    Map<String, Object> shown = new HashMap<>();
    shown.put("name", rule.record() + rule.alert());
    shown.put("type", rule.alert().isEmpty() ? "recording" : "alerting");
    shown.put("query", rule.expr());
    shown.put("labels", rule.labels());
    shown.put("health", evaluated.isEmpty() ? "unknown" : error.isEmpty() ? "ok" : "err");
    shown.put("lastError", error);
    if (withAlerts && !rule.alert().isEmpty()) {
      shown.put("alerts", alerts(group, rule, now));
    }
    return shown;
  }

  private String error(Rule rule, Instant at) {
    try {
      series.evaluated(rule, at);
      return "";
    } catch (NotSimulatedException e) {
      return e.what();
    }
  }

  private List<Map<String, Object>> alerts(Instant now) {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (Group group : loaded.groups(now)) {
      for (Rule rule : group.rules()) {
        if (!rule.alert().isEmpty()) {
          alerts.addAll(alerts(group, rule, now));
        }
      }
    }
    return alerts;
  }

  /// An alert is active since the first of the evaluations in a row that yielded it.
  private List<Map<String, Object>> alerts(Group group, Rule rule, Instant now) {
    List<Map<String, Object>> alerts = new ArrayList<>();
    Optional<Instant> last = group.evaluations().last(now);
    if (last.isPresent() && error(rule, last.get()).isEmpty()) {
      for (Series one : series.evaluated(rule, last.get())) {
        Map<String, String> labels = new HashMap<>(one.unnamed(0, now).labels());
        labels.putAll(rule.labels());
        labels.put("alertname", rule.alert());
        Instant since = since(group, rule, one, last.get());
        boolean firing = !last.get().isBefore(since.plus(rule.holdsFor()));
        alerts.add(
            Map.of(
                "labels",
                labels,
                "state",
                firing ? "firing" : "pending",
                "activeAt",
                since.toString(),
                "value",
                written(one.value())));
      }
    }
    return alerts;
  }

  private Instant since(Group group, Rule rule, Series found, Instant last) {
    if (constant(rule)) {
      return group.evaluations().first();
    }
    Instant since = last;
    Instant before = since.minus(group.evaluations().step());
    while (!before.isBefore(group.evaluations().first())
        && series.evaluated(rule, before).stream()
            .anyMatch(one -> one.labels().equals(found.labels()))) {
      since = before;
      before = before.minus(group.evaluations().step());
    }
    return since;
  }

  /// Whether a rule's expression reads no series, so that it always yields the same.
  private static boolean constant(Rule rule) {
    return PromqlParser.parse(rule.expr()) instanceof ParseOutcome.Parsed(var expr)
        && Selectors.of(expr).isEmpty();
  }

  private static Told success(Object data) {
    JsonNode body = Json.tree(Map.of("status", "success", "data", data));
    return Told.of(200, body);
  }

  private static Told failure(int status, String type, String message) {
    return new Told(
        status, Json.tree(Map.of("status", "error", "errorType", type, "error", message)), true);
  }
}
