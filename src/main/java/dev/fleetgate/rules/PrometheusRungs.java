package dev.fleetgate.rules;

import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Sample;
import dev.fleetgate.rules.PrometheusObserver.Answer;
import dev.fleetgate.rules.PrometheusObserver.NoVector;
import dev.fleetgate.rules.PrometheusObserver.SeenGroup;
import dev.fleetgate.rules.PrometheusObserver.SeenRule;
import dev.fleetgate.rules.PrometheusObserver.SeenTarget;
import dev.fleetgate.rules.PrometheusObserver.Vector;
import dev.fleetgate.rules.Proof.Broken;
import dev.fleetgate.rules.Proof.Proven;
import dev.fleetgate.rules.Proof.Result;
import dev.fleetgate.rules.ProofLadder.Evidence;
import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Rendered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rungs that a child's Prometheus answers.
///
/// Names of pools and rule files: prometheus-operator v0.93.0, `pkg/prometheus/promcfg.go` and
/// `pkg/operator/rules.go`.
final class PrometheusRungs {
  private final Rendered rendered;
  private final ResolvedPack pack;
  private final PrometheusObserver.Seen seen;
  private final Evidence evidence;

  PrometheusRungs(Rendered rendered, PrometheusObserver.Seen seen, Evidence evidence) {
    this.rendered = rendered;
    this.pack = rendered.pack();
    this.seen = seen;
    this.evidence = evidence;
  }

  Result look(Rung rung) {
    return switch (rung) {
      case ACCEPTED, SELECTED ->
          throw new IllegalArgumentException(rung + " (expected: a rung of Prometheus)");
      case RELOADED -> reloaded();
      case RULES_HEALTHY -> rulesHealthy();
      case TARGETS_UP -> targetsUp();
      case SERIES_FRESH -> seriesFresh();
      case SENTINEL -> sentinel();
      case ALERTS -> alerts();
    };
  }

  /// Names of the scrape pools that a monitor becomes; none for rules.
  static List<String> pools(Document document) {
    ObjectKey key = document.key();
    if (!key.kind().scrapes()) {
      return List.of();
    }
    String pool = key.kind().poolPrefix() + "/" + key.namespace() + "/" + key.name();
    if (key.kind().endpointsField().isEmpty()) {
      return List.of(pool);
    }
    List<String> pools = new ArrayList<>();
    Optional<Node> endpoints = document.object().path("spec", key.kind().endpointsField());
    if (endpoints.isPresent() && endpoints.get() instanceof Node.Array(var items, _)) {
      for (int endpoint = 0; endpoint < items.size(); endpoint++) {
        pools.add(pool + "/" + endpoint);
      }
    }
    return pools;
  }

  /// Age in seconds of the oldest sample, on the clock of the server.
  static String ageQuery(String selector) {
    return "time() - min(timestamp(" + selector + "))";
  }

  /// Age in seconds of the sentinel, by revision.
  static String sentinelQuery(ResolvedPack pack) {
    return "min by (revision) (time() - timestamp("
        + PackedRules.SENTINEL
        + "{pack=\""
        + pack.name()
        + "\"}))";
  }

  private Result reloaded() {
    if (!seen.reloaded()) {
      return new Broken(
          "Prometheus could not load its last configuration and runs on an older one",
          "a configuration that loads; read Prometheus's log, another object may be the cause");
    }
    List<String> loaded = new ArrayList<>();
    for (Document document : rendered.documents()) {
      for (String pool : pools(document)) {
        if (!seen.pools().contains(pool)) {
          return new Broken(
              "scrape pool " + pool + ": not in the configuration" + rejection(document.key()),
              "the pool within 3 minutes of its selection; read the operator's log and events");
        }
        loaded.add(pool);
      }
    }
    return new Proven(
        loaded.isEmpty()
            ? "last reload succeeded, no monitors in the pack"
            : "last reload succeeded, pools " + String.join(", ", loaded));
  }

  private Result rulesHealthy() {
    int healthy = 0;
    for (Document document : rendered.documents()) {
      for (PackedRules.Group group : PackedRules.groups(document.object())) {
        Optional<Result> broken = notHealthy(document.key(), group);
        if (broken.isPresent()) {
          return broken.get();
        }
        healthy += group.rules().size();
      }
    }
    return new Proven(healthy + " rules loaded and evaluated without error");
  }

  private Optional<Result> notHealthy(ObjectKey key, PackedRules.Group wanted) {
    String subject = key + ": group " + wanted.name();
    Optional<SeenGroup> there =
        seen.groups().stream()
            .filter(group -> group.name().equals(wanted.name()) && ofFile(group.file(), key))
            .findFirst();
    if (there.isEmpty()) {
      return Optional.of(
          new Broken(
              subject + ": not loaded" + rejection(key),
              "the group within 3 minutes of its selection; correct the rule, or read the"
                  + " operator's log"));
    }
    if (there.get().rules().size() != wanted.rules().size()) {
      return Optional.of(
          new Broken(
              subject + ": " + there.get().rules().size() + " rules",
              wanted.rules().size() + "; wait for the reload, else read the operator's log"));
    }
    return there.get().rules().stream()
        .filter(rule -> !rule.health().equals("ok") || !rule.lastError().isEmpty())
        .findFirst()
        .map(rule -> unhealthy(subject, rule));
  }

  private static Result unhealthy(String subject, SeenRule rule) {
    String found = subject + ": rule " + rule.name() + ": health " + rule.health();
    return rule.lastError().isEmpty()
        ? new Broken(found, "ok; wait for the first evaluation")
        : new Broken(found + ": " + rule.lastError(), "ok; correct the expression");
  }

  private boolean ofFile(String file, ObjectKey key) {
    String uid =
        evidence.kubernetes() instanceof KubernetesObserver.Seen objects
            ? objects.object(key).map(KubernetesObserver.SeenObject::uid).orElse("")
            : "";
    return file.endsWith("/" + key.namespace() + "-" + key.name() + "-" + uid + ".yaml");
  }

  private String rejection(ObjectKey key) {
    return evidence.kubernetes() instanceof KubernetesObserver.Seen objects
        ? objects
            .object(key)
            .flatMap(KubernetesObserver.SeenObject::rejection)
            .map(text -> "; the operator says: " + text)
            .orElse("")
        : "";
  }

  private Result targetsUp() {
    int up = 0;
    for (Document document : rendered.documents()) {
      for (String pool : pools(document)) {
        List<SeenTarget> targets =
            seen.targets().stream().filter(target -> target.pool().equals(pool)).toList();
        Optional<Result> broken = notUp(pool, targets);
        if (broken.isPresent()) {
          return broken.get();
        }
        up += targets.size();
      }
    }
    return new Proven(
        up == 0 ? "no monitors in the pack" : up + (up == 1 ? " target up" : " targets up"));
  }

  private static Optional<Result> notUp(String pool, List<SeenTarget> targets) {
    if (targets.isEmpty()) {
      return Optional.of(
          new Broken(
              "scrape pool " + pool + ": no target",
              "at least one; compare the monitor's selector, namespace and port name with the"
                  + " Service, and see that it has endpoints"));
    }
    return targets.stream()
        .filter(target -> !target.health().equals("up"))
        .findFirst()
        .map(target ->
            new Broken(
                "target " + target.url() + ": " + target.health() + errorOf(target),
                "up; see that the address answers Prometheus with metrics"));
  }

  private static String errorOf(SeenTarget target) {
    return target.lastError().isEmpty() ? "" : ": " + target.lastError();
  }

  private Result seriesFresh() {
    List<String> ages = new ArrayList<>();
    for (String selector : pack.freshSeries()) {
      switch (answer(ageQuery(selector))) {
        case NoVector(var why) -> {
          return new Broken("series " + selector + ": " + why, "an answer; correct the selector");
        }
        case Vector(var samples) -> {
          Optional<Result> broken = notFresh(selector, samples);
          if (broken.isPresent()) {
            return broken.get();
          }
          ages.add(selector + " " + age(samples.getFirst()));
        }
      }
    }
    return new Proven("age of the oldest sample: " + String.join(", ", ages));
  }

  private Optional<Result> notFresh(String selector, List<Sample> samples) {
    if (samples.isEmpty()) {
      return Optional.of(
          new Broken(
              "series " + selector + ": none",
              "at least one; see that the target exposes the metric and has had requests"));
    }
    return fresh(samples.getFirst())
        ? Optional.empty()
        : Optional.of(
            new Broken(
                "series " + selector + ": oldest sample is " + age(samples.getFirst()) + " old",
                "at most "
                    + Durations.print(pack.freshWithin())
                    + "; see that all targets are scraped and rules evaluated"));
  }

  private Result sentinel() {
    return switch (answer(sentinelQuery(pack))) {
      case NoVector(var why) ->
          new Broken(PackedRules.SENTINEL + ": " + why, "an answer; ask Prometheus by hand");
      case Vector(var samples) -> sentinel(samples);
    };
  }

  private Result sentinel(List<Sample> samples) {
    String name = PackedRules.SENTINEL + "{pack=\"" + pack.name() + "\"}";
    Optional<Sample> ours =
        samples.stream()
            .filter(sample -> pack.revision().equals(sample.labels().get("revision")))
            .findFirst();
    if (ours.isEmpty()) {
      List<String> others =
          samples.stream().map(sample -> sample.labels().getOrDefault("revision", "")).toList();
      return new Broken(
          name + ": " + (others.isEmpty() ? "no series" : "revision " + String.join(", ", others)),
          "revision " + pack.revision() + "; wait for one evaluation, else fleetgate rules apply");
    }
    return fresh(ours.get())
        ? new Proven(name + " answers with revision " + pack.revision())
        : new Broken(
            name + ": " + age(ours.get()) + " old",
            "at most "
                + Durations.print(pack.freshWithin())
                + "; see that Prometheus evaluates its rules");
  }

  private Result alerts() {
    if (pack.heartbeat().isEmpty()) {
      return new Proven(seen.alerts().size() + " firing alerts read; the pack has no heartbeat");
    }
    String heartbeat = pack.heartbeat().get();
    boolean fires =
        seen.alerts().stream().anyMatch(alert -> heartbeat.equals(alert.labels().get("alertname")));
    return fires
        ? new Proven(heartbeat + " fires and is read")
        : new Broken(
            "alert " + heartbeat + ": not firing",
            "firing always; wait for one evaluation, else see that Prometheus evaluates alerts");
  }

  private Answer answer(String query) {
    return seen.answers().getOrDefault(query, new NoVector("the query was not asked"));
  }

  /// NaN is not fresh; a sample up to freshWithin in the future is, as a clock may be behind.
  private boolean fresh(Sample sample) {
    return Math.abs(sample.value()) <= pack.freshWithin().toMillis() / 1000.0;
  }

  private static String age(Sample sample) {
    return Double.isNaN(sample.value())
        ? "NaN"
        : Durations.print(Duration.ofMillis(Math.round(sample.value() * 1000)));
  }
}
