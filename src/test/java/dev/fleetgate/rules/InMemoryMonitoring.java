package dev.fleetgate.rules;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The monitoring of simulated clusters: whatever is installed is in effect at once, wherever the
/// API server and the Prometheus of a cluster answer.
public final class InMemoryMonitoring
    implements KubernetesObserver, PrometheusObserver, PackInstaller {
  private static final ChildPrometheus PROMETHEUS = TestingPacks.stack("prom");

  private final Predicate<ClusterId> apiAnswers;
  private final Predicate<ClusterId> prometheusAnswers;
  private final Map<ClusterId, Rendering.Rendered> installed = new HashMap<>();
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
  public KubernetesObserver.Observation observe(ChildCluster cluster, Set<MonitoringKind> kinds) {
    if (!apiAnswers.test(cluster.id())) {
      return new KubernetesObserver.Unseen("cluster " + cluster.id() + ": no answer");
    }
    Rendering.Rendered there = installed.get(cluster.id());
    return new KubernetesObserver.Seen(
        List.of(PROMETHEUS), there == null ? List.of() : TestingSeen.objects(there));
  }

  @Override
  public Outcome install(ChildCluster cluster, Rendering.Rendered rendered) {
    if (!apiAnswers.test(cluster.id())) {
      return new NotReached("cluster " + cluster.id() + ": no answer");
    }
    installed.put(cluster.id(), rendered);
    return new Installed(List.of());
  }

  @Override
  public PrometheusObserver.Observation observe(
      ChildCluster cluster, PrometheusObserver.Question question) {
    Rendering.Rendered there = installed.get(cluster.id());
    if (there == null || !prometheusAnswers.test(cluster.id())) {
      return new PrometheusObserver.Unseen("connection refused");
    }
    List<FiringAlert> alerts =
        there.pack().heartbeat().stream()
            .map(name -> new FiringAlert(Map.of("alertname", name), java.time.Instant.EPOCH))
            .toList();
    return new PrometheusObserver.Seen(
        true,
        Set.copyOf(question.pools()),
        List.of(),
        Stream.concat(TestingSeen.groups(there).stream(), foreign.stream()).toList(),
        TestingSeen.answers(there),
        alerts);
  }
}
