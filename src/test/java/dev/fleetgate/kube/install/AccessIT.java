package dev.fleetgate.kube.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.peers.ApiServer;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/// What a credential made by observer/README.md may do, asked from a real API server.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessIT {
  private final ApiServer server;
  private final KubernetesClient client;

  AccessIT(Lab lab) throws IOException {
    server = lab.apiServer();
    server.create(Files.readString(Path.of("observer/access/namespace.yaml")));
    for (Path file : files()) {
      if (!file.endsWith("namespace.yaml")) {
        server.create(Files.readString(file));
      }
    }
    String token = server.serviceAccountToken("fleetgate", "fleetgate");
    Config config = Config.fromKubeconfig("child", server.kubeconfig("child", token).toFile());
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void files_areOneObjectEach() throws IOException {
    for (Path file : files()) {
      assertThat(Files.readString(file)).doesNotContain("\n---");
    }
  }

  @AfterAll
  void close() {
    client.close();
  }

  @ParameterizedTest(name = "may {0} {2}.{1} {4} in {3}")
  @CsvSource({
    "get, '', namespaces, '', kube-system",
    "create, '', namespaces, '', ''",
    "patch, '', namespaces, '', fleetgate",
    "list, monitoring.coreos.com, prometheuses, '', ''",
    "patch, monitoring.coreos.com, servicemonitors, monitoring, x",
    "create, monitoring.coreos.com, prometheusrules, fleetgate, ''",
    "delete, monitoring.coreos.com, probes, fleetgate, x",
    "list, '', events, '', ''",
    "create, batch, jobs, shop, ''",
    "get, batch, jobs, shop, x",
    "patch, batch, jobs, shop, x",
    "delete, batch, jobs, shop, x",
    "get, apps, deployments, shop, x",
    "patch, apps, deployments, shop, x"
  })
  void credential_may(ArgumentsAccessor asked) {
    assertThat(allowed(asked)).isTrue();
  }

  @ParameterizedTest(name = "may not {0} {2}.{1} {4} in {3}")
  @CsvSource({
    "patch, '', namespaces, '', kube-system",
    "delete, '', namespaces, '', fleetgate",
    "get, '', secrets, fleetgate, x",
    "get, '', configmaps, fleetgate, x",
    "create, '', pods, shop, ''",
    "patch, monitoring.coreos.com, prometheuses, monitoring, main",
    "create, apps, deployments, shop, ''",
    "delete, apps, deployments, shop, x",
    "create, rbac.authorization.k8s.io, clusterroles, '', ''"
  })
  void credential_mayNot(ArgumentsAccessor asked) {
    assertThat(allowed(asked)).isFalse();
  }

  private boolean allowed(ArgumentsAccessor asked) {
    ResourceAttributes attributes =
        new ResourceAttributesBuilder()
            .withVerb(asked.getString(0))
            .withGroup(asked.getString(1))
            .withResource(asked.getString(2))
            .withNamespace(asked.getString(3))
            .withName(asked.getString(4))
            .build();
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("observer", "access"))) {
      return files.sorted().toList();
    }
  }
}
