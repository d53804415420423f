package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.files.StateFolder;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.ClusterView;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.GateWriter;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The production wiring on a whole child cluster.
@ExtendWith(PeersExtension.class)
final class ServiceIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration WHILE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void aGoodChangeSucceeds_aBadOneIsPutBack(Lab lab) throws IOException {
    ChildCluster child = lab.childCluster(ChildCluster.Spec.selecting("alpha", "release", "a"));
    serve(child, "200", 10);
    deploy(child);
    Bundle bundle = bundle(child);
    Fleet fleet = bundle.fleets().getFirst();
    try (StateFolder state = StateFolder.hold(folder.resolve("state")).orElseThrow();
        Service service =
            new Service(Service.plan(fleet, folder, state, "test"), "0123456789abcdef")) {
      assertThat(service.begin("127.0.0.1", 0).troubles()).isEmpty();
      Observer observer = service.observer();
      Await.until("proven", SOON, () -> assertThat(unproven(observer)).isEmpty());
      RolloutState good = run(observer, bundle, 0);
      assertThat(good.phase()).as(good.toString()).isEqualTo(RolloutState.Phase.SUCCEEDED);
      assertThat(image(child)).isEqualTo("checkout:2");
      serve(child, "500", 10);
      RolloutState bad = run(observer, bundle, 1);
      assertThat(bad.phase()).as(bad.toString()).isEqualTo(RolloutState.Phase.ROLLED_BACK);
      assertThat(image(child)).isEqualTo("checkout:2");
    }
  }

  private static List<String> unproven(Observer observer) {
    List<ClusterView> views = observer.clusters();
    return views.isEmpty()
        ? List.of("no cluster is listed")
        : views.stream().flatMap(view -> view.unproven(true).stream()).toList();
  }

  private static RolloutState run(Observer observer, Bundle bundle, int index) {
    RolloutSpec spec = bundle.rollouts().get(index);
    Map<String, StartRequest.GateDocument> gates = new HashMap<>();
    for (String name : bundle.shelf().names()) {
      bundle
          .shelf()
          .find(name)
          .ifPresent(
              gate -> gates.put(name, new StartRequest.GateDocument(gate, GateWriter.write(gate))));
    }
    Answer answer = observer.start(new StartRequest(spec, gates, Actor.unverified("test")));
    assertThat(answer).isInstanceOf(Answer.Started.class);
    Await.until(
        spec.name() + " to end",
        WHILE,
        () -> {
          RolloutState state = observer.rollout(spec.name()).orElseThrow();
          assertThat(state.phase().terminal()).as(state.toString()).isTrue();
        });
    return observer.rollout(spec.name()).orElseThrow();
  }

  private static void serve(ChildCluster child, String code, double perScrape) {
    child.exporter().grow("http_requests_total", Map.of("code", code), perScrape);
  }

  private static String image(ChildCluster child) {
    return child
        .client()
        .apps()
        .deployments()
        .inNamespace("shop")
        .withName("checkout")
        .require()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  private static void deploy(ChildCluster child) {
    child
        .apiServer()
        .create(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout, namespace: shop}
            spec:
              replicas: 1
              selector: {matchLabels: {app: checkout}}
              template:
                metadata: {labels: {app: checkout}}
                spec: {containers: [{name: checkout, image: "checkout:1"}]}
            """);
  }

  private Bundle bundle(ChildCluster child) throws IOException {
    for (String file :
        List.of(
            "namespace",
            "serviceaccount",
            "clusterrole",
            "clusterrolebinding",
            "clusterrole-triggers",
            "clusterrolebinding-triggers")) {
      child.apiServer().create(Files.readString(Path.of("observer/access", file + ".yaml")));
    }
    Path kubeconfig =
        child
            .apiServer()
            .kubeconfig("alpha", child.apiServer().serviceAccountToken("fleetgate", "fleetgate"));
    String text =
        Files.readString(Path.of("src/test/resources/app/service.yaml"))
            .replace("KUBECONFIG", kubeconfig.toString())
            .replace("PROMETHEUS", child.prometheus().url().toString());
    Problems problems = new Problems();
    Bundle bundle =
        new Wiring("test").bundles().load(Inputs.of(new Source("service.yaml", text)), problems);
    problems.throwIfAny();
    return bundle;
  }
}
