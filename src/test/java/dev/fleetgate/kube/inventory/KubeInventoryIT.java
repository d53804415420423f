package dev.fleetgate.kube.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Position;
import dev.fleetgate.peers.ApiServer;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.port.ClusterPort.Identity;
import dev.fleetgate.rollout.port.ProbePort.Answer;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Identity and probes on a real API server.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubeInventoryIT {
  private static final ClusterId ADMIN = new ClusterId(ApiServer.ADMIN);
  private static final ClusterId NOBODY = new ClusterId(ApiServer.OBSERVER);

  private final ApiServer server;
  private final Vertx vertx = Vertx.vertx();
  private final KubeClients clients =
      new KubeClients(
          new VertxHttpClientFactory(vertx), Duration.ofSeconds(5), Duration.ofSeconds(5));
  private final KubeInventory inventory;

  KubeInventoryIT(Lab lab) {
    server = lab.apiServer();
    Fleet.KubeconfigSource source =
        new Fleet.KubeconfigSource(
            server.kubeconfig().toString(),
            List.of("*"),
            Map.of(),
            "http://{{cluster.name}}.example.org",
            Position.unknown());
    Fleet fleet =
        new Fleet(
            "retail",
            List.of(source),
            List.of(),
            Fleet.ProbePolicy.DEFAULT,
            List.of(),
            "",
            "",
            Position.unknown());
    inventory = new KubeInventory(fleet, clients, Path.of("/"), Path.of("/"));
    assertThat(inventory.list())
        .matches(listing -> listing instanceof Listing.Listed(var all) && all.size() == 2);
  }

  @AfterAll
  void close() {
    clients.close();
    vertx.close();
  }

  @Test
  void identity_isTheUidOfKubeSystem() {
    String uid = server.client().namespaces().withName("kube-system").get().getMetadata().getUid();

    assertThat(inventory.identity(ADMIN)).isEqualTo(new Identity.Known(uid));
  }

  @Test
  void identity_isRefused_withoutTheRight() {
    assertThat(inventory.identity(NOBODY))
        .matches(identity ->
            identity instanceof Identity.Refused(var message) && message.contains("403"));
  }

  @Test
  void probe_isSilentWhileTheServerIsDown_andAliveAgainAfterwards() {
    assertThat(inventory.probe(ADMIN)).isEqualTo(new Answer.Alive());
    server.stop();

    assertThat(inventory.probe(ADMIN)).isInstanceOf(Answer.Silent.class);
    assertThat(inventory.identity(ADMIN)).isInstanceOf(Identity.NoAnswer.class);

    server.start();
    assertThat(inventory.probe(NOBODY)).isEqualTo(new Answer.Alive());
  }
}
