package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiServerIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String PATCH = "{\"data\":{\"a\":\"2\"}}";

  private final ApiServer server;

  ApiServerIT(Lab lab) {
    server = lab.apiServer();
  }

  @BeforeAll
  void create() {
    create("kept");
  }

  @Test
  void audit_countsEveryPatch_whenRepeatedWithoutEffect() {
    var target = server.client().configMaps().inNamespace("default").withName(create("patched"));

    target.patch(MERGE, PATCH);
    target.patch(MERGE, PATCH);

    Await.until(
        "audit log",
        Duration.ofSeconds(5),
        () ->
            assertThat(server.audit())
                .filteredOn(
                    r -> r.verb().equals("patch") && r.uri().contains("/configmaps/patched"))
                .hasSize(2)
                .allSatisfy(r -> {
                  assertThat(r.user()).isEqualTo(ApiServer.ADMIN);
                  assertThat(r.code()).isEqualTo(200);
                  assertThat(r.write()).isTrue();
                  assertThat(r.requestObject().path("data").path("a").asText()).isEqualTo("2");
                }));
  }

  @Test
  void observer_isRefused_whenNothingIsGranted() {
    try (var observer = client(server.kubeconfig(), ApiServer.OBSERVER)) {
      var maps = observer.configMaps().inNamespace("default");

      assertThatThrownBy(maps::list)
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void serviceAccount_mayDoWhatWasGranted_andNoMore() {
    server.create(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: reader, namespace: default}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader, namespace: default}
        rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: reader, namespace: default}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects: [{kind: ServiceAccount, name: reader, namespace: default}]
        """);
    var file = server.kubeconfig("reader", server.serviceAccountToken("default", "reader"));

    try (var reader = client(file, "reader")) {
      Await.until(
          "grant in effect",
          Duration.ofSeconds(10),
          () ->
              assertThat(reader.configMaps().inNamespace("default").list().getItems())
                  .isNotEmpty());
      assertThatThrownBy(() -> reader.nodes().list()).hasMessageContaining("forbidden");
    }
  }

  @Test
  void start_keepsPortAndContent_afterStop() {
    server.stop();
    server.start();

    try (var admin = client(server.kubeconfig(), ApiServer.ADMIN)) {
      assertThat(admin.configMaps().inNamespace("default").withName("kept").get()).isNotNull();
    }
  }

  private static KubernetesClient client(Path kubeconfig, String context) {
    var config = Config.fromKubeconfig(context, kubeconfig.toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private String create(String name) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .addToData("a", "1")
            .build();
    server.client().configMaps().inNamespace("default").resource(map).create();
    return name;
  }
}
