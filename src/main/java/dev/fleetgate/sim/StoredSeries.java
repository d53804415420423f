package dev.fleetgate.sim;

import dev.fleetgate.promql.LabelMatcher;
import dev.fleetgate.promql.ParseOutcome;
import dev.fleetgate.promql.PromqlParser;
import dev.fleetgate.sim.ApiObjects.Stored;
import dev.fleetgate.sim.LoadedConfiguration.Group;
import dev.fleetgate.sim.LoadedConfiguration.Pool;
import dev.fleetgate.sim.LoadedConfiguration.Rule;
import dev.fleetgate.sim.LoadedConfiguration.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The series of a simulated Prometheus: `up` and `http_requests_total` of what is scraped, and
/// what the loaded rules record, computed from their own expressions when somebody asks.
final class StoredSeries implements SeriesSource {
  private static final String UP = "up";
  private static final String REQUESTS = "http_requests_total";
  private static final Set<String> SCRAPED = Set.of(UP, REQUESTS);
  private static final int DEEPEST = 8;

  private final LoadedConfiguration loaded;
  private final Traffic traffic;
  private final int depth;

  StoredSeries(LoadedConfiguration loaded, Traffic traffic) {
    this(loaded, traffic, 0);
  }

  private StoredSeries(LoadedConfiguration loaded, Traffic traffic, int depth) {
    this.loaded = loaded;
    this.traffic = traffic;
    this.depth = depth;
  }

  @Override
  public List<Series> newest(String metric, Instant at) {
    if (SCRAPED.contains(metric)) {
      return scraped(metric, at);
    }
    known(metric);
    List<Series> newest = new ArrayList<>();
    for (Group group : loaded.groups(at)) {
      Optional<Instant> evaluated = group.evaluations().last(at);
      for (Rule rule : group.rules()) {
        if (rule.record().equals(metric) && evaluated.isPresent()) {
          newest.addAll(recorded(rule, evaluated.get()));
        }
      }
    }
    return newest;
  }

  @Override
  public List<Instant> times(String metric, Instant from, Instant to) {
    if (SCRAPED.contains(metric)) {
      return loaded.pools(to).stream()
          .flatMap(pool -> pool.scrapes().between(from, to).stream())
          .sorted()
          .distinct()
          .toList();
    }
    known(metric);
    return loaded.groups(to).stream()
        .filter(group -> group.rules().stream().anyMatch(rule -> rule.record().equals(metric)))
        .flatMap(group -> group.evaluations().between(from, to).stream())
        .sorted()
        .distinct()
        .toList();
  }

  private void known(String metric) {
    if (!loaded.mayRecord(metric)) {
      throw new NotSimulatedException(
          "metric "
              + metric
              + ": neither scraped nor recorded here (simulated: "
              + String.join(", ", SCRAPED)
              + " and what rules record)");
    }
  }

  private List<Series> scraped(String metric, Instant at) {
    List<Series> scraped = new ArrayList<>();
    for (Pool pool : loaded.pools(at)) {
      Optional<Instant> time = pool.scrapes().last(at);
      for (Target target : pool.targets()) {
        if (time.isPresent()) {
          scraped.addAll(metric.equals(UP) ? up(target, time.get()) : requests(target, time.get()));
        }
      }
    }
    return scraped;
  }

  private static List<Series> up(Target target, Instant time) {
    Map<String, String> labels = labels(target, UP);
    return List.of(new Series(labels, target.deployment().isPresent() ? 1 : 0, time));
  }

  /// A code that was never answered has no series.
  private List<Series> requests(Target target, Instant time) {
    Optional<Stored> deployment = target.deployment();
    if (deployment.isEmpty()) {
      return List.of();
    }
    Traffic.Count count = traffic.at(deployment.get().specs(), time);
    Map<String, String> good = labels(target, REQUESTS);
    good.put("code", "200");
    Map<String, String> bad = labels(target, REQUESTS);
    bad.put("code", "500");
    Series answered = new Series(good, count.requests() - count.errors(), time);
    return count.errors() > 0
        ? List.of(answered, new Series(bad, count.errors(), time))
        : List.of(answered);
  }

  private static Map<String, String> labels(Target target, String metric) {
    Map<String, String> labels = new HashMap<>(target.labels());
    labels.put(LabelMatcher.METRIC_NAME, metric);
    return labels;
  }

  private List<Series> recorded(Rule rule, Instant at) {
    List<Series> recorded = new ArrayList<>();
    for (Series series : evaluated(rule, at)) {
      Map<String, String> labels = new HashMap<>(series.labels());
      labels.putAll(rule.labels());
      labels.put(LabelMatcher.METRIC_NAME, rule.record());
      recorded.add(new Series(labels, series.value(), at));
    }
    return recorded;
  }

  /// What a rule's expression yields.
  ///
  /// @throws NotSimulatedException if it needs more than is simulated
  List<Series> evaluated(Rule rule, Instant at) {
    if (depth > DEEPEST) {
      throw new NotSimulatedException("rules that read each other more than " + DEEPEST + " deep");
    }
    return switch (PromqlParser.parse(rule.expr())) {
      case ParseOutcome.Parsed(var expr) ->
          new Evaluator(new StoredSeries(loaded, traffic, depth + 1), at).vector(expr);
      case ParseOutcome.Refused(_, var why) ->
          throw new NotSimulatedException("expression of a rule: " + why.sentence());
    };
  }
}
