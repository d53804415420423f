package dev.fleetgate.kube.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.Sample;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster.Spec;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.prometheus.PrometheusClient;
import dev.fleetgate.prometheus.PrometheusMonitoring;
import dev.fleetgate.prometheus.Reply;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.ObjectKey;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.Installed;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.PrometheusObserver;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ProofLadder;
import dev.fleetgate.rules.ProofLadder.Evidence;
import dev.fleetgate.rules.Rendering.Rendered;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.Rung;
import dev.fleetgate.rules.TestingPacks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Packs on whole child clusters whose Prometheus objects select differently, and each break of the
/// ladder with its repair.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulePackInstallIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String OWN_NAMESPACE_ONLY =
      """
      serviceMonitorSelector:
        matchExpressions: [{key: team, operator: In, values: [platform, observability]}]
      ruleSelector:
        matchLabels: {role: alert-rules}
        matchExpressions: [{key: owner, operator: Exists}]
      """;

  private final ResolvedPack core = TestingPacks.pack("fleetgate-core", "{}");
  private final ResolvedPack http =
      TestingPacks.pack(
          "http-service",
          "{namespace: shop, selector: {matchLabels: {app: web}}, port: metrics, interval: 1s}");

  private final Vertx vertx = Vertx.vertx();
  private final KubeClients clients =
      new KubeClients(
          new VertxHttpClientFactory(vertx), Duration.ofSeconds(2), Duration.ofSeconds(10));
  private final PrometheusClient client = new PrometheusClient(vertx, Await.clock(), Await.clock());
  private final PrometheusObserver prometheus =
      new PrometheusMonitoring(client, Await.clock(), Duration.ofSeconds(10));
  private final TestingChild labelled;
  private final TestingChild own;

  RulePackInstallIT(Lab lab) {
    List<dev.fleetgate.peers.ChildCluster> children =
        lab.childClusters(
            List.of(
                Spec.selecting("eu-1", "release", "prom"),
                new Spec("eu-2", OWN_NAMESPACE_ONLY, Optional.empty())));
    labelled = new TestingChild(children.getFirst(), clients);
    own = new TestingChild(children.getLast(), clients);
    for (dev.fleetgate.peers.ChildCluster child : children) {
      child.exporter().grow("http_requests_total", Map.of("code", "200"), 9);
      child.exporter().grow("http_requests_total", Map.of("code", "500"), 1);
    }
  }

  @AfterAll
  void close() {
    client.close();
    clients.close();
    vertx.close();
  }

  @Test
  void packs_reachTheTopOfTheLadder_whateverIsSelected_andASecondPassWritesNothing() {
    for (TestingChild child : List.of(labelled, own)) {
      install(child);
      top(child, core);
      top(child, http);
      int writes = child.writes().size();

      assertThat(install(child))
          .hasSize(3)
          .extracting(ObjectChange::change)
          .containsOnly(Change.UNCHANGED);
      assertThat(child.writes()).hasSize(writes);
      Await.until("error ratio", SOON, () -> assertThat(ratio(child)).isBetween(0.09, 0.11));
    }
    assertThat(own.rendered(http).documents())
        .extracting(document -> document.key().namespace())
        .containsOnly("monitoring");
  }

  @Test
  void wrongLabel_breaksSelected_andIsRepairedByInstalling() {
    install(labelled);
    top(labelled, http);
    monitor(labelled).patch(MERGE, "{\"metadata\":{\"labels\":{\"release\":\"wrong\"}}}");

    assertThat(broken(labelled, http))
        .startsWith(
            "rule pack http-service: rung selected: ServiceMonitor"
                + " fleetgate/fleetgate-http-service: no Prometheus object selects it: labels")
        .contains("Prometheus monitoring/main wants labels release=prom");
    install(labelled);
    top(labelled, http);
  }

  @Test
  void changedObject_breaksAccepted() {
    install(labelled);
    monitor(labelled).patch(MERGE, "{\"spec\":{\"endpoints\":[{\"port\":\"other\"}]}}");

    assertThat(broken(labelled, http))
        .contains("rung accepted: ", "changed by others at spec.endpoints.0.");
    install(labelled);
    top(labelled, http);
  }

  @Test
  void prometheusThatIsDown_breaksReloaded() {
    install(labelled);
    top(labelled, core);
    labelled.real().prometheus().stop();

    assertThat(broken(labelled, core)).contains("rung reloaded: Prometheus gave no answer: ");
    labelled.real().prometheus().start();
    top(labelled, core);
  }

  /// Its PromQL is parsed when a pack is read; what the operator alone refuses is a template.
  @Test
  void brokenRule_breaksRulesHealthy_withTheOperatorsWords() {
    ResolvedPack wrong =
        TestingPacks.edited(
            core, "prometheusrule.yaml", "Alerts of this cluster", "Alerts of {{ $labels.cluster");
    labelled.install(labelled.rendered(wrong));

    Await.until(
        "operator's words",
        SOON,
        () ->
            assertThat(broken(labelled, wrong))
                .contains("rung rules healthy: ", "not loaded; the operator says: ", "rejected"));
    install(labelled);
    top(labelled, core);
  }

  @Test
  void brokenTarget_breaksTargetsUp() {
    install(labelled);
    top(labelled, http);
    labelled.real().exporter().broken(true);

    Await.until(
        "target down",
        SOON,
        () ->
            assertThat(broken(labelled, http)).contains("rung targets up: target ", "down", "500"));
    labelled.real().exporter().broken(false);
    top(labelled, http);
  }

  @Test
  void monitorThatFindsNothing_breaksTargetsUp() {
    ResolvedPack lost =
        TestingPacks.pack(
            "http-service",
            "{namespace: shop, selector: {matchLabels: {app: nobody}}, port: metrics}");
    labelled.install(labelled.rendered(lost));

    Await.until(
        "no target",
        SOON,
        () -> assertThat(broken(labelled, lost)).contains("rung targets up: ", ": no target"));
    install(labelled);
    top(labelled, http);
  }

  @Test
  void seriesThatNobodyExposes_breaksSeriesFresh() {
    ResolvedPack silent =
        TestingPacks.pack(
            "http-service",
            "{namespace: shop, selector: {matchLabels: {app: web}}, port: metrics,"
                + " interval: 1s, requests: hits_total}");
    labelled.install(labelled.rendered(silent));

    Await.until(
        "no series",
        SOON,
        () ->
            assertThat(broken(labelled, silent))
                .contains("rung series fresh: series hits_total{namespace=\"shop\"}: none"));
    install(labelled);
    top(labelled, http);
  }

  private List<ObjectChange> install(TestingChild child) {
    List<ObjectChange> changes = new ArrayList<>();
    for (ResolvedPack pack : List.of(core, http)) {
      Installed installed = child.install(child.rendered(pack));
      assertThat(installed.complete()).as(installed.toString()).isTrue();
      changes.addAll(installed.objects());
    }
    return changes;
  }

  private void top(TestingChild child, ResolvedPack pack) {
    Await.until(
        pack + " on " + child.cluster().id(),
        SOON,
        () -> {
          Proof proof = prove(child, pack);
          assertThat(proof.sentence()).isEmpty();
          assertThat(proof.holds(true)).isTrue();
        });
    assertThat(prove(child, pack).step(Rung.SENTINEL).result().toString())
        .contains(pack.revision());
  }

  private String broken(TestingChild child, ResolvedPack pack) {
    return prove(child, pack).sentence().orElse("");
  }

  private Proof prove(TestingChild child, ResolvedPack pack) {
    Rendered rendered = child.rendered(pack);
    KubernetesObserver.Observation objects = child.observer().observe(child.cluster());
    PrometheusObserver.Observation effect =
        prometheus.observe(child.cluster(), ProofLadder.question(List.of(rendered)));
    return ProofLadder.judge(rendered, new Evidence(objects, effect, List.of()), Instant.EPOCH);
  }

  private Resource<GenericKubernetesResource> monitor(TestingChild child) {
    ObjectKey key = child.rendered(http).documents().getFirst().key();
    return child
        .real()
        .client()
        .genericKubernetesResources(MonitoringKind.API_VERSION, key.kind().kind())
        .inNamespace(key.namespace())
        .withName(key.name());
  }

  private double ratio(TestingChild child) {
    Reply<List<Sample>> reply =
        client.queryNow(
            child.cluster().prometheus(),
            "fleetgate:http_error_ratio:rate1m{service=\"web\"}",
            Duration.ofSeconds(10));
    return reply instanceof Reply.Got<List<Sample>> got && got.value().size() == 1
        ? got.value().getFirst().value()
        : Double.NaN;
  }
}
