package dev.fleetgate.kube.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.peers.ApiServer;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.spec.NodeYaml;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Sends triggers to one API server as a loop would, over a line that can be muted.
final class TestingSender implements AutoCloseable {
  /// A second version of the pods of a test's Deployment.
  static final String POD_2 =
      "{metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:2'}]}}";

  private static final String ACCOUNT = "fleetgate";
  private static final String USER = "system:serviceaccount:fleetgate:" + ACCOUNT;
  private static final ClusterId MEMBER = new ClusterId("eu-1");

  private final ApiServer server;
  private final Vertx vertx = Vertx.vertx();
  private final MutedLine line;
  private final KubeClients clients;
  private final KubeTriggers triggers;

  /// Makes the namespace `ops` and, from observer/access, the account that triggers are sent by.
  TestingSender(ApiServer server) {
    this.server = server;
    server.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: ops}\n");
    List.of(
            "namespace",
            "serviceaccount",
            "clusterrole",
            "clusterrolebinding",
            "clusterrole-triggers",
            "clusterrolebinding-triggers")
        .forEach(name -> server.create(read(Path.of("observer/access/" + name + ".yaml"))));
    line = new MutedLine(server.url());
    clients =
        new KubeClients(
            new VertxHttpClientFactory(vertx), Duration.ofSeconds(2), Duration.ofSeconds(4));
    Path kubeconfig = kubeconfig();
    triggers = new KubeTriggers(_ -> clients.client(kubeconfig.toString(), ACCOUNT));
  }

  /// An attempt that is prepared now; its phase is the name given.
  Attempt attempt(String phase, int attempt, Direction direction, String yaml) {
    return prepared(phase, attempt, direction, trigger(yaml), Node.nothing(), Node.nothing());
  }

  /// The undo of what an attempt wrote, prepared now.
  Attempt undo(Attempt done, Node written) {
    Node before = ((Preparation.Ready) done.preparation()).before();
    return prepared(done.key().phase(), 1, Direction.UNDO, done.trigger(), before, written);
  }

  void mute() {
    line.mute();
  }

  void heal() {
    line.heal();
  }

  /// Writes that our user had carried out, by verb and part of the path.
  List<AuditRecord> writes(String verb, String path) {
    return server.audit().stream()
        .filter(record -> record.user().equals(USER) && record.verb().equals(verb))
        .filter(record -> record.uri().contains(path) && record.code() / 100 == 2)
        .toList();
  }

  KubeTriggers triggers() {
    return triggers;
  }

  @Override
  public void close() {
    clients.close();
    line.close();
    vertx.close();
  }

  private Attempt prepared(
      String phase, int number, Direction direction, Trigger trigger, Node before, Node written) {
    TriggerKey key = new TriggerKey(new RunId("run-1"), MEMBER, phase, number, direction);
    Order order = new Order(key, trigger, Map.of(), new Change("c-1", ""), before, written);
    return new Attempt(this, key, trigger, triggers.prepare(order));
  }

  private static Trigger trigger(String yaml) {
    Problems problems = new Problems();
    Node node = NodeYaml.read(yaml, "trigger.yaml", problems).getFirst();
    Trigger trigger = KubernetesTrigger.read(node, problems).orElse(null);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(trigger);
  }

  private Path kubeconfig() {
    Path file = server.kubeconfig(ACCOUNT, server.serviceAccountToken("fleetgate", ACCOUNT));
    try {
      return Files.writeString(
          file, read(file).replace(server.url().toString(), line.url().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
