package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.kube.install.ChildObserver;
import dev.fleetgate.kube.install.ServerSideInstaller;
import dev.fleetgate.kube.trigger.KubeTriggers;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.prometheus.PrometheusClient;
import dev.fleetgate.prometheus.PrometheusMonitoring;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.PackInstaller.Installed;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ProofLadder;
import dev.fleetgate.rules.Rendering.Rendered;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePackRenderer;
import dev.fleetgate.rules.TestingPacks;
import dev.fleetgate.sim.SimulatedFleet.Child;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A simulated fleet of one cluster, and the real clients that speak to it over HTTP. `shop:bad`
/// answers a fifth of its requests with an error, every other image none.
final class TestingFleet implements AutoCloseable {
  static final String BAD = "shop:bad";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  final SteppedClock clock = new SteppedClock();
  private final Vertx vertx = Vertx.vertx();
  private final SimulatedFleet fleet =
      new SimulatedFleet(
          clock, List.of("eu-1"), "shop:1", (_, image) -> image.equals(BAD) ? 0.2 : 0);
  private final KubeClients clients =
      new KubeClients(new VertxHttpClientFactory(vertx), DEADLINE, DEADLINE);
  private final PrometheusClient prometheus = new PrometheusClient(vertx, clock, clock);
  private final ChildCluster cluster;

  TestingFleet(Path folder) {
    try {
      List<Child> children = fleet.start();
      Path kubeconfig = folder.resolve("kubeconfig");
      Files.writeString(kubeconfig, SimulatedFleet.kubeconfig(children));
      cluster =
          new ChildCluster(
              new ClusterId("eu-1"),
              Map.of(),
              kubeconfig.toString(),
              "eu-1",
              children.getFirst().prometheus());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<ResolvedPack> packs() {
    return List.of(
        TestingPacks.pack("fleetgate-core", "{}"),
        TestingPacks.pack("http-service", "{namespace: shop, interval: 5s}"));
  }

  Rendered rendered(ResolvedPack pack) {
    KubernetesObserver.Seen seen = (KubernetesObserver.Seen) seen();
    return (Rendered) RulePackRenderer.render(pack, seen.prometheuses());
  }

  Installed install(ResolvedPack pack) {
    KubernetesObserver.Seen there = (KubernetesObserver.Seen) seen();
    return (Installed) new ServerSideInstaller(clients).install(cluster, rendered(pack), there);
  }

  void installAll() {
    packs().forEach(pack -> assertThat(install(pack).complete()).isTrue());
  }

  KubernetesObserver.Observation seen() {
    return new ChildObserver(clients).observe(cluster);
  }

  Proof proof(ResolvedPack pack) {
    Rendered rendered = rendered(pack);
    return ProofLadder.judge(
        rendered,
        new ProofLadder.Evidence(
            seen(),
            new PrometheusMonitoring(prometheus, clock, DEADLINE)
                .observe(cluster, ProofLadder.question(List.of(rendered))),
            List.of()),
        clock.instant());
  }

  KubeTriggers triggers() {
    return new KubeTriggers(_ -> clients.client(cluster.kubeconfig(), cluster.context()));
  }

  ChildCluster cluster() {
    return cluster;
  }

  PrometheusClient prometheus() {
    return prometheus;
  }

  SimulatedFleet fleet() {
    return fleet;
  }

  @Override
  public void close() {
    clients.close();
    prometheus.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    fleet.close();
  }
}
