package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rules.InMemoryMonitoring;
import dev.fleetgate.rules.InMemoryPinStore;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.Rung;
import dev.fleetgate.rules.TestingPacks;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What one look asks, and how often.
final class PackCareTest {
  private static final List<ResolvedPack> PACKS =
      List.of(TestingPacks.pack("fleetgate-core", "{}"), TestingPacks.pack("http-service", "{}"));

  private final InMemoryMonitoring monitoring = new InMemoryMonitoring(_ -> true, _ -> true);
  private final AtomicInteger kubernetes = new AtomicInteger();
  private final AtomicInteger prometheus = new AtomicInteger();
  private final ChildCluster cluster =
      new ChildCluster(
          new ClusterId("eu-1"), Map.of(), "kubeconfig", "eu-1", URI.create("http://prometheus"));
  private final PackCare care =
      new PackCare(
          new WatchPorts(
              _ -> new ProbePort.Answer.Alive(),
              asked -> {
                kubernetes.incrementAndGet();
                return monitoring.observe(asked);
              },
              (asked, question) -> {
                prometheus.incrementAndGet();
                return monitoring.observe(asked, question);
              },
              monitoring,
              new InMemoryPinStore()),
          PACKS,
          () -> Instant.EPOCH);

  @Test
  void look_asksKubernetesAgain_ifSomethingWasWritten() {
    PackCare.Look.Judged look = (PackCare.Look.Judged) care.look(cluster);

    assertThat(look.changes()).extracting(ObjectChange::change).containsOnly(Change.CREATED);
    assertThat(look.proofs())
        .allMatch(proof -> proof.step(Rung.ACCEPTED).result() instanceof Proof.Proven);
    assertThat(kubernetes).hasValue(2);
    assertThat(prometheus).hasValue(1);
  }

  @Test
  void look_asksOnceForAllPacks_ifNothingIsToBeWritten() {
    PackCare.Look before = care.look(cluster);
    kubernetes.set(0);
    prometheus.set(0);
    PackCare.Look.Judged look = (PackCare.Look.Judged) care.look(cluster);

    assertThat(look.changes()).extracting(ObjectChange::change).containsOnly(Change.UNCHANGED);
    assertThat(look.proofs()).hasSize(2);
    assertThat(look.proofs()).isEqualTo(((PackCare.Look.Judged) before).proofs());
    assertThat(kubernetes).hasValue(1);
    assertThat(prometheus).hasValue(1);
  }
}
