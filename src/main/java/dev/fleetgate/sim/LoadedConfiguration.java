package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.model.Durations;
import dev.fleetgate.sim.ApiObjects.Spec;
import dev.fleetgate.sim.ApiObjects.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What prometheus-operator has made of the cluster's objects and Prometheus has loaded.
///
/// 1. Objects count whose labels have all `matchLabels` of the Prometheus object's selector for
///    their kind; of selectors nothing else is simulated, and all namespaces are looked at.
/// 2. A spec is in effect [#LOAD] after it was written; until then the one before is.
///
/// Names of pools and files: prometheus-operator v0.93.0, `pkg/prometheus/promcfg.go` and
/// `pkg/operator/rules.go`.
final class LoadedConfiguration {
  static final Duration LOAD = Duration.ofSeconds(3);
  static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String GROUP = "monitoring.coreos.com/v1";

  private final ApiObjects objects;

  LoadedConfiguration(ApiObjects objects) {
    this.objects = objects;
  }

  /// A group of rules.
  record Group(String file, String name, Grid evaluations, List<Rule> rules) {}

  /// A rule.
  ///
  /// @param record name of the series; empty for an alert
  /// @param alert name of the alert; empty for a series
  /// @param holdsFor how long an alert's expression must hold before it fires
  record Rule(
      String record, String alert, String expr, Map<String, String> labels, Duration holdsFor) {
    static Rule of(JsonNode rule) {
      return new Rule(
          rule.path("record").asText(),
          rule.path("alert").asText(),
          rule.path("expr").asText(),
          Json.texts(rule.path("labels")),
          length(rule.path("for"), Duration.ZERO));
    }
  }

  /// A scrape pool.
  record Pool(String name, Grid scrapes, List<Target> targets) {}

  /// A Service's port that is scraped.
  ///
  /// @param deployment what serves behind the Service: the Deployment of its name
  record Target(String namespace, String service, String port, Optional<Stored> deployment) {
    Map<String, String> labels() {
      return Map.of(
          "job", service,
          "service", service,
          "namespace", namespace,
          "endpoint", port,
          "instance", service + "." + namespace + ":8080");
    }
  }

  List<Group> groups(Instant now) {
    List<Group> groups = new ArrayList<>();
    for (Stored stored : selected("prometheusrules", "ruleSelector")) {
      Optional<Spec> spec = inEffect(stored, now);
      for (JsonNode group : spec.map(one -> one.spec().path("groups")).orElse(Json.object())) {
        List<Rule> rules = new ArrayList<>();
        group.path("rules").forEach(rule -> rules.add(Rule.of(rule)));
        groups.add(
            new Group(
                file(stored), group.path("name").asText(), grid(spec.orElseThrow(), group), rules));
      }
    }
    return groups;
  }

  List<Pool> pools(Instant now) {
    List<Pool> pools = new ArrayList<>();
    for (Stored stored : selected("servicemonitors", "serviceMonitorSelector")) {
      Optional<Spec> spec = inEffect(stored, now);
      int index = 0;
      for (JsonNode endpoint :
          spec.map(one -> one.spec().path("endpoints")).orElse(Json.object())) {
        pools.add(
            new Pool(
                "serviceMonitor/%s/%s/%d"
                    .formatted(stored.key().namespace(), stored.key().name(), index++),
                grid(spec.orElseThrow(), endpoint),
                targets(spec.orElseThrow().spec(), endpoint)));
      }
    }
    return pools;
  }

  /// Whether any rule of the cluster, loaded or not, records the metric.
  boolean mayRecord(String metric) {
    return objects.list(new ObjectKey(GROUP, "prometheusrules", "", "")).stream()
        .flatMap(stored -> stored.object().findValuesAsText("record").stream())
        .anyMatch(metric::equals);
  }

  private List<Stored> selected(String resource, String selector) {
    List<Stored> selected = new ArrayList<>();
    for (Stored prometheus : objects.list(new ObjectKey(GROUP, "prometheuses", "", ""))) {
      JsonNode wanted = prometheus.object().path("spec").path(selector);
      for (Stored stored : objects.list(new ObjectKey(GROUP, resource, "", ""))) {
        if (wanted.isObject() && has(stored, wanted.path("matchLabels"))) {
          selected.add(stored);
        }
      }
    }
    return selected;
  }

  private static boolean has(Stored stored, JsonNode matchLabels) {
    return stored.labels().entrySet().containsAll(Json.texts(matchLabels).entrySet());
  }

  private static Optional<Spec> inEffect(Stored stored, Instant now) {
    return stored.specs().stream()
        .filter(spec -> !spec.from().plus(LOAD).isAfter(now))
        .reduce((_, later) -> later);
  }

  private static Grid grid(Spec spec, JsonNode intervalled) {
    return new Grid(spec.from().plus(LOAD), length(intervalled.path("interval"), INTERVAL));
  }

  private static Duration length(JsonNode text, Duration absent) {
    return text.isMissingNode() ? absent : Durations.parse(text.asText()).orElseThrow();
  }

  private static String file(Stored stored) {
    return "/etc/prometheus/rules/prometheus-k8s-rulefiles-0/%s-%s-%s.yaml"
        .formatted(
            stored.key().namespace(),
            stored.key().name(),
            stored.object().at("/metadata/uid").asText());
  }

  private List<Target> targets(JsonNode spec, JsonNode endpoint) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode namespace : spec.at("/namespaceSelector/matchNames")) {
      for (Stored service : objects.list(new ObjectKey("v1", "services", namespace.asText(), ""))) {
        String port = endpoint.path("port").asText();
        boolean served = service.object().at("/spec/ports").findValuesAsText("name").contains(port);
        if (served && has(service, spec.at("/selector/matchLabels"))) {
          ObjectKey deployment =
              new ObjectKey("apps/v1", "deployments", namespace.asText(), service.key().name());
          targets.add(
              new Target(namespace.asText(), service.key().name(), port, objects.get(deployment)));
        }
      }
    }
    return targets;
  }
}
