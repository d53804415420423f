package dev.fleetgate.rules;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The monitoring of simulated clusters: whatever is installed is in effect at once, wherever the
/// API server and the Prometheus of a cluster answer.
public final class InMemoryMonitoring
    implements KubernetesObserver, PrometheusObserver, PackInstaller {
  private static final ChildPrometheus PROMETHEUS = TestingPacks.stack("prom");

  private final Predicate<ClusterId> apiAnswers;
  private final Predicate<ClusterId> prometheusAnswers;
  private final Map<ClusterId, Map<String, Rendering.Rendered>> installed = new HashMap<>();
  private final List<SeenGroup> foreign = new ArrayList<>();

  public InMemoryMonitoring(
      Predicate<ClusterId> apiAnswers, Predicate<ClusterId> prometheusAnswers) {
    this.apiAnswers = apiAnswers;
    this.prometheusAnswers = prometheusAnswers;
  }

  /// From now on a rule that is none of a pack's records a series of that name.
  public void record(String series) {
    foreign.add(new SeenGroup("slo.yaml", "slo", List.of(new SeenRule(series, true, "ok", ""))));
  }

  /// From now on only the packs' rules record series.
  public void recordNothing() {
    foreign.clear();
  }

  @Override
  public KubernetesObserver.Observation observe(ChildCluster cluster) {
    if (!apiAnswers.test(cluster.id())) {
      return new KubernetesObserver.Unseen("cluster " + cluster.id() + ": no answer");
    }
    List<SeenObject> objects = new ArrayList<>();
    there(cluster).forEach(pack -> objects.addAll(TestingSeen.objects(pack)));
    return new KubernetesObserver.Seen(List.of(PROMETHEUS), objects);
  }

  @Override
  public Outcome install(
      ChildCluster cluster, Rendering.Rendered rendered, KubernetesObserver.Seen seen) {
    if (!apiAnswers.test(cluster.id())) {
      return new NotReached("cluster " + cluster.id() + ": no answer");
    }
    Rendering.Rendered before =
        installed
            .computeIfAbsent(cluster.id(), _ -> new LinkedHashMap<>())
            .put(rendered.pack().name(), rendered);
    Change change = rendered.equals(before) ? Change.UNCHANGED : Change.CREATED;
    return new Installed(
        rendered.documents().stream()
            .map(document -> new ObjectChange(document.key().toString(), change, ""))
            .toList());
  }

  private Collection<Rendering.Rendered> there(ChildCluster cluster) {
    return installed.getOrDefault(cluster.id(), Map.of()).values();
  }

  @Override
  public PrometheusObserver.Observation observe(
      ChildCluster cluster, PrometheusObserver.Question question) {
    if (!prometheusAnswers.test(cluster.id())) {
      return new PrometheusObserver.Unseen("connection refused");
    }
    List<FiringAlert> alerts = new ArrayList<>();
    List<SeenGroup> groups = new ArrayList<>(foreign);
    Map<String, Answer> answers = new HashMap<>();
    for (Rendering.Rendered pack : there(cluster)) {
      pack.pack()
          .heartbeat()
          .ifPresent(name -> alerts.add(new FiringAlert(Map.of("alertname", name), Instant.EPOCH)));
      groups.addAll(TestingSeen.groups(pack));
      answers.putAll(TestingSeen.answers(pack));
    }
    return new PrometheusObserver.Seen(true, question.pools(), List.of(), groups, answers, alerts);
  }
}
