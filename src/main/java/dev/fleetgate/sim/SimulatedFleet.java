package dev.fleetgate.sim;

import dev.fleetgate.sim.ApiObjects.Stored;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Child clusters in this process, each with an API server and a Prometheus on loopback ports of
/// their own.
///
/// Thread safety: safe after [#start()].
public final class SimulatedFleet implements AutoCloseable {
  /// The namespace and the name of the workload on every cluster: a Deployment, its container, and
  /// the Service in front of it.
  public static final String NAMESPACE = SimulatedCluster.NAMESPACE;

  public static final String SERVICE = SimulatedCluster.SERVICE;

  private static final String TOKEN = "simulated";

  private final Vertx vertx;
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();

  /// How a version of the workload fares.
  public interface Behaviour {
    /// The share of requests that the workload answers with an error, in [0, 1].
    ///
    /// @param image that the Deployment runs there
    double errorRatio(String cluster, String image);
  }

  /// Where a cluster is reached, as http URLs without a slash at the end.
  public record Child(String name, URI apiServer, URI prometheus) {
    public Child {
      Objects.requireNonNull(name);
      Objects.requireNonNull(apiServer);
      Objects.requireNonNull(prometheus);
    }
  }

  /// @param clock of all clusters
  /// @param names of the clusters
  /// @param image that the workload runs at first
  public SimulatedFleet(
      InstantSource clock, List<String> names, String image, Behaviour behaviour) {
    this.vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setInternalBlockingPoolSize(1));
    for (String name : names) {
      clusters.put(
          name,
          new SimulatedCluster(
              vertx,
              clock,
              new SimulatedCluster.Make(
                  name, TOKEN, image, one -> behaviour.errorRatio(name, one))));
    }
  }

  /// Listens.
  ///
  /// @throws IOException if a port cannot be had
  public List<Child> start() throws IOException {
    List<Child> children = new ArrayList<>();
    for (Map.Entry<String, SimulatedCluster> one : clusters.entrySet()) {
      children.add(
          new Child(
              one.getKey(), one.getValue().startApiServer(), one.getValue().startPrometheus()));
    }
    return children;
  }

  /// A kubeconfig with one context for each child, by its name.
  public static String kubeconfig(List<Child> children) {
    StringBuilder clusters = new StringBuilder("apiVersion: v1\nkind: Config\nclusters:\n");
    StringBuilder contexts = new StringBuilder("contexts:\n");
    for (Child child : children) {
      clusters.append(
          "- {name: %s, cluster: {server: \"%s\"}}\n".formatted(child.name(), child.apiServer()));
      contexts.append(
          "- {name: %1$s, context: {cluster: %1$s, user: fleetgate}}\n".formatted(child.name()));
    }
    return clusters
        .append(contexts)
        .append("users:\n- {name: fleetgate, user: {token: " + TOKEN + "}}\n")
        .toString();
  }

  /// The image that the workload of a cluster is told to run.
  ///
  /// @throws IllegalArgumentException if there is no such cluster
  public String image(String cluster) {
    return Optional.ofNullable(clusters.get(cluster))
        .flatMap(one -> one.objects().get(SimulatedCluster.deployment()))
        .map(Stored::object)
        .map(object -> Workloads.image(object.path("spec"), SERVICE))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "cluster: " + cluster + " (expected: one of " + clusters.keySet() + ")"));
  }

  /// Everything that was asked and that the simulation does not know, with the cluster in front.
  public List<String> notKnown() {
    List<String> all = new ArrayList<>();
    clusters.forEach((name, cluster) ->
        cluster.strangers().forEach(stranger -> all.add(name + ": " + stranger)));
    return all;
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the simulated fleet did not stop", e);
    }
  }
}
