package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// The world that Fleetgate meets behaves as a real one does.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeersIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Webhook webhook;
  private final ChildCluster child;

  PeersIT(Lab lab) {
    webhook = lab.webhook();
    var alertmanager =
        lab.alertmanager(
            """
            route: {receiver: test, group_wait: 0s, group_interval: 1s}
            receivers:
            - {name: test, webhook_configs: [{url: "%s/alerts"}]}
            """
                .formatted(webhook.url()));
    child =
        lab.childCluster(
            ChildCluster.Spec.selecting("alpha", "release", "a").alerting(alertmanager.url()));
  }

  @Test
  void prometheus_scrapesAndEvaluates_whatItsSelectorsFind() {
    child.exporter().set("queue_length", Map.of("queue", "mail \"in\""), 3);
    child.apiServer().create(monitor("found", "a"));
    child.apiServer().create(monitor("overlooked", "b"));
    child
        .apiServer()
        .create(rule("doubled", "a", "record: queue:length:double, expr: 2 * queue_length"));

    Await.until("recorded", SOON, () -> assertThat(value("queue:length:double")).isEqualTo("6"));

    assertThat(value("count(up{namespace='shop'} == 1)")).isEqualTo("1");
    child.exporter().set("queue_length", Map.of("queue", "mail \"in\""), 5);
    Await.until("new value", SOON, () -> assertThat(value("queue:length:double")).isEqualTo("10"));
  }

  @Test
  void alertmanager_postsToTheTest_whenAnAlertFires() {
    child
        .apiServer()
        .create(rule("alarm", "a", "alert: Alarm, expr: vector(1), labels: {severity: page}"));

    Await.until(
        "webhook",
        SOON,
        () ->
            assertThat(webhook.received())
                .anySatisfy(post -> {
                  assertThat(post.path("version").asText()).isEqualTo("4");
                  assertThat(post.findValuesAsText("alertname")).contains("Alarm");
                }));
  }

  @Test
  void prometheus_keepsItsAddress_afterStop() {
    var prometheus = child.prometheus();
    prometheus.stop();
    prometheus.start();

    Await.until("answers", SOON, () -> assertThat(value("vector(7)")).isEqualTo("7"));
  }

  @Test
  void controllers_goOn_afterTheApiServerWasAway() {
    child.apiServer().stop();
    child.apiServer().start();

    child.apiServer().create(job("late", Map.of()));

    awaitCondition("late", "Complete");
  }

  @Test
  void job_completes() {
    child.apiServer().create(job("completing", Map.of()));

    awaitCondition("completing", "Complete");
  }

  @Test
  void job_fails_whenItsPodFails() {
    child.apiServer().create(job("failing", Map.of(ChildCluster.FAIL, "true")));

    awaitCondition("failing", "Failed");
  }

  @Test
  void job_runsUntilSuspended_whenItsPodIsHeld() {
    child.apiServer().create(job("held", Map.of(ChildCluster.HOLD, "true")));
    Await.until("active", SOON, () -> assertThat(job("held").getStatus().getReady()).isEqualTo(1));

    var jobs = child.client().batch().v1().jobs().inNamespace(ChildCluster.NAMESPACE);
    jobs.withName("held").patch(MERGE, "{\"spec\":{\"suspend\":true}}");

    awaitCondition("held", "Suspended");
    Await.until("ended", SOON, () -> assertThat(job("held").getStatus().getActive()).isNull());
  }

  @Test
  void deployment_staysUnavailable_whenItsPodsNeverStart() {
    child.apiServer().create(deployment("stuck", Map.of(ChildCluster.UNREADY, "true")));

    Await.until(
        "pods",
        SOON,
        () -> assertThat(foundDeployment("stuck").getStatus().getUpdatedReplicas()).isEqualTo(2));
    assertThat(rolledOut("stuck")).isFalse();
  }

  @Test
  void deployment_rollsOut_whenItsImageChanges() {
    child.apiServer().create(deployment("web", Map.of()));
    Await.until("available", SOON, () -> assertThat(rolledOut("web")).isTrue());

    var deployments = child.client().apps().deployments().inNamespace(ChildCluster.NAMESPACE);
    deployments
        .withName("web")
        .edit(d -> {
          d.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("web:2");
          return d;
        });

    Await.until("rolled out", SOON, () -> assertThat(rolledOut("web")).isTrue());
    assertThat(
            child
                .client()
                .pods()
                .inNamespace(ChildCluster.NAMESPACE)
                .withLabel("app", "web")
                .list()
                .getItems())
        .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getContainers().getFirst().getImage()).isEqualTo("web:2"));
  }

  /// The value of the only sample of an answer.
  private String value(String promql) {
    JsonNode result = child.prometheus().query(promql);
    assertThat(result).as(promql).hasSize(1);
    return result.get(0).path("value").get(1).asText();
  }

  private Job job(String name) {
    return child
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(ChildCluster.NAMESPACE)
        .withName(name)
        .require();
  }

  private void awaitCondition(String name, String type) {
    Await.until(
        name + ": " + type,
        SOON,
        () ->
            assertThat(job(name).getStatus().getConditions())
                .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True")));
  }

  private Deployment foundDeployment(String name) {
    return child
        .client()
        .apps()
        .deployments()
        .inNamespace(ChildCluster.NAMESPACE)
        .withName(name)
        .require();
  }

  private boolean rolledOut(String name) {
    var found = foundDeployment(name);
    var status = found.getStatus();
    return found.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && Integer.valueOf(2).equals(status.getUpdatedReplicas())
        && Integer.valueOf(2).equals(status.getAvailableReplicas())
        && Integer.valueOf(2).equals(status.getReplicas());
  }

  private static String monitor(String name, String release) {
    return """
    apiVersion: monitoring.coreos.com/v1
    kind: ServiceMonitor
    metadata: {name: %s, namespace: shop, labels: {release: %s}}
    spec:
      selector: {matchLabels: {app: web}}
      endpoints: [{port: metrics}]
    """
        .formatted(name, release);
  }

  private static String rule(String name, String release, String rule) {
    return """
    apiVersion: monitoring.coreos.com/v1
    kind: PrometheusRule
    metadata: {name: %1$s, namespace: shop, labels: {release: %2$s}}
    spec: {groups: [{name: %1$s, rules: [{%3$s}]}]}
    """
        .formatted(name, release, rule);
  }

  private static String job(String name, Map<String, String> labels) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %1$s, namespace: shop}
    spec:
      backoffLimit: 0
      template:
        metadata: {labels: {%2$s}}
        spec:
          restartPolicy: Never
          containers: [{name: main, image: "%1$s:1"}]
    """
        .formatted(name, podLabels(name, labels));
  }

  private static String deployment(String name, Map<String, String> labels) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: shop}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {%2$s}}
        spec:
          containers: [{name: main, image: "%1$s:1"}]
    """
        .formatted(name, podLabels(name, labels));
  }

  private static String podLabels(String name, Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> ", %s: \"%s\"".formatted(label.getKey(), label.getValue()))
        .collect(Collectors.joining("", "app: " + name, ""));
  }
}
