package dev.fleetgate.kube.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.peers.ChildCluster.Spec;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.MonitoringKind;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.Installed;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Rendering.Rendered;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePack;
import dev.fleetgate.rules.TestingPacks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// The installer on a real API server with the rights of observer/access/clusterrole.yaml only.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerSideInstallerIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Vertx vertx = Vertx.vertx();
  private final KubeClients clients =
      new KubeClients(
          new VertxHttpClientFactory(vertx), Duration.ofSeconds(2), Duration.ofSeconds(10));
  private final TestingChild child;

  ServerSideInstallerIT(Lab lab) {
    child = new TestingChild(lab.childCluster(Spec.selecting("eu-1", "release", "prom")), clients);
  }

  @AfterAll
  void close() {
    clients.close();
    vertx.close();
  }

  @Test
  void install_createsObjects_asFieldManagerFleetgate_withTheLabelsThatAreSelected() {
    Rendered rendered = child.rendered(pack("created", "one.yaml"));
    Installed first = child.install(rendered);

    assertThat(first.objects())
        .containsExactly(
            new ObjectChange("PrometheusRule fleetgate/created-one", Change.CREATED, ""));
    GenericKubernetesResource object = rule("created-one").get();
    assertThat(object.getMetadata().getLabels())
        .containsEntry("release", "prom")
        .containsEntry("fleetgate.dev/pack", "created");
    assertThat(object.getMetadata().getManagedFields())
        .anySatisfy(fields -> {
          assertThat(fields.getManager()).isEqualTo("fleetgate");
          assertThat(fields.getOperation()).isEqualTo("Apply");
        });
  }

  @Test
  void install_writesNothing_theSecondTime() {
    Rendered rendered = child.rendered(pack("twice", "one.yaml", "two.yaml"));
    child.install(rendered);
    List<AuditRecord> writes = writesTo("twice-");
    String version = rule("twice-one").get().getMetadata().getResourceVersion();
    Installed second = child.install(rendered);

    assertThat(second.writes()).isZero();
    assertThat(second.objects()).extracting(ObjectChange::change).containsOnly(Change.UNCHANGED);
    assertThat(writes).hasSize(2);
    assertThat(writesTo("twice-")).hasSameSizeAs(writes);
    assertThat(rule("twice-one").get().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void install_repairs_whatOthersHaveChanged() {
    Rendered rendered = child.rendered(pack("drifted", "one.yaml"));
    child.install(rendered);
    rule("drifted-one").patch(MERGE, "{\"metadata\":{\"labels\":{\"release\":\"wrong\"}}}");
    Installed repaired = child.install(rendered);

    assertThat(repaired.objects())
        .containsExactly(
            new ObjectChange(
                "PrometheusRule fleetgate/drifted-one", Change.CHANGED, "metadata.labels.release"));
    assertThat(rule("drifted-one").get().getMetadata().getLabels())
        .containsEntry("release", "prom");
  }

  @Test
  void install_leavesAlone_whatOthersHaveAdded() {
    Rendered rendered = child.rendered(pack("shared", "one.yaml"));
    child.install(rendered);
    rule("shared-one").patch(MERGE, "{\"metadata\":{\"annotations\":{\"theirs\":\"stays\"}}}");
    Installed second = child.install(rendered);

    assertThat(second.writes()).isZero();
    assertThat(rule("shared-one").get().getMetadata().getAnnotations())
        .containsEntry("theirs", "stays");
  }

  @Test
  void install_removesAField_thatTheNextRevisionNoLongerHas() {
    child.install(child.rendered(pack("fewer", "one.yaml")));
    Installed next = child.install(child.rendered(pack("fewer", "one.yaml", "", "interval: 7s")));
    child.install(child.rendered(pack("fewer", "one.yaml")));

    assertThat(next.writes()).isOne();
    assertThat(rule("fewer-one").get().getAdditionalProperties().toString())
        .doesNotContain("interval");
  }

  @Test
  void install_removesObjects_thatTheNextRevisionNoLongerHas_butNotThoseOfOthers() {
    child.install(child.rendered(pack("left", "one.yaml", "two.yaml")));
    child
        .real()
        .apiServer()
        .create(
            """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: left-theirs
              namespace: fleetgate
              labels: {fleetgate.dev/pack: left}
            spec: {groups: []}
            """);
    Installed next = child.install(child.rendered(pack("left", "one.yaml")));

    assertThat(next.objects())
        .contains(new ObjectChange("PrometheusRule fleetgate/left-two", Change.REMOVED, ""));
    assertThat(rule("left-two").get()).isNull();
    assertThat(rule("left-theirs").get()).isNotNull();
  }

  @Test
  void install_reportsARefusal_withTheServersWords_andInstallsTheRest() {
    Rendered rendered = child.rendered(pack("refused", "one.yaml", "two.yaml", "interval: 1.5m"));
    Installed outcome = child.install(rendered);

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.objects())
        .extracting(ObjectChange::change)
        .containsExactly(Change.REFUSED, Change.CREATED);
    assertThat(outcome.objects().getFirst().detail())
        .startsWith("cluster eu-1: PrometheusRule fleetgate/refused-one: patch refused: 422 ")
        .contains("interval")
        .endsWith("(expected: an object that the API server takes; correct the pack)");
  }

  @Test
  void install_namesTheMissingRight() {
    Rendered rendered = child.rendered(pack("forbidden", "one.yaml"));

    assertThat(child.installer().install(child.withoutRights(), rendered, child.seen()))
        .isInstanceOfSatisfying(
            Installed.class,
            outcome ->
                assertThat(outcome.objects().getLast().detail())
                    .startsWith(
                        "cluster eu-1: PrometheusRule fleetgate/forbidden-one: patch refused: 403 ")
                    .endsWith(
                        "(expected: verb \"patch\" on prometheusrules.monitoring.coreos.com;"
                            + " apply observer/access/clusterrole.yaml)"));
  }

  @Test
  void observe_namesTheMissingRight() {
    assertThat(child.observer().observe(child.withoutRights()))
        .isInstanceOfSatisfying(
            KubernetesObserver.Unseen.class,
            unseen -> assertThat(unseen.why()).contains("403", "observer/access/clusterrole.yaml"));
  }

  @Test
  void namespace_getsTheLabelsThatThePrometheusAsksFor_once() {
    Rendered plain = child.rendered(pack("labelled", "one.yaml"));
    Rendered asking =
        new Rendered(
            plain.pack(), Map.of("fleetgate", Map.of("watched", "yes")), plain.documents());
    Installed first = child.install(asking);

    assertThat(first.objects())
        .contains(new ObjectChange("Namespace fleetgate", Change.CHANGED, "metadata.labels"));
    assertThat(child.install(asking).writes()).isZero();
  }

  @Test
  void namespaceOfOthers_isNeverCreated() {
    Rendered plain = child.rendered(pack("lost", "one.yaml"));
    Rendered elsewhere =
        new Rendered(plain.pack(), Map.of("not-there", Map.of()), plain.documents());

    assertThat(child.install(elsewhere).objects().getFirst())
        .satisfies(object -> {
          assertThat(object.change()).isEqualTo(Change.REFUSED);
          assertThat(object.detail()).contains("Namespace not-there: ").contains("404");
        });
  }

  private List<AuditRecord> writesTo(String name) {
    return child.writes().stream().filter(record -> record.uri().contains(name)).toList();
  }

  private Resource<GenericKubernetesResource> rule(String name) {
    return child
        .real()
        .client()
        .genericKubernetesResources(MonitoringKind.API_VERSION, "PrometheusRule")
        .inNamespace("fleetgate")
        .withName(name);
  }

  private static ResolvedPack pack(String name, String file) {
    return pack(name, file, "", "");
  }

  private static ResolvedPack pack(String name, String file, String second) {
    return pack(name, file, second, "");
  }

  /// @param second name of a second file, or nothing
  /// @param field added to the group of the first file
  private static ResolvedPack pack(String name, String file, String second, String field) {
    Map<String, Node> files = new LinkedHashMap<>();
    files.put(file, TestingPacks.yaml(rule(name, "one", sentinel(name), field)));
    if (!second.isEmpty()) {
      files.put(second, TestingPacks.yaml(rule(name, "two", "{alert: A, expr: vector(1)}", "")));
    }
    Node source =
        TestingPacks.yaml(
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: RulePack
            metadata: {name: %s}
            spec: {objects: %s, freshSeries: [up]}
            """
                .formatted(name, List.copyOf(files.keySet())));
    Problems problems = new Problems();
    RulePack pack = RulePack.read(source, files, problems);
    problems.throwIfAny();
    return ResolvedPack.of(pack, Node.object(), problems).orElseThrow();
  }

  private static String sentinel(String name) {
    return "{record: fleetgate_rulepack_info, expr: vector(1), labels: {pack: %s}}".formatted(name);
  }

  private static String rule(String pack, String name, String rule, String field) {
    return """
    apiVersion: monitoring.coreos.com/v1
    kind: PrometheusRule
    metadata: {name: %1$s-%2$s}
    spec:
      groups:
      - name: %1$s-%2$s
        rules:
        - %3$s
        %4$s
    """
        .formatted(pack, name, rule, field);
  }
}
