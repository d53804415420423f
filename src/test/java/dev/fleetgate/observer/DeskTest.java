package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rules.InMemoryMonitoring;
import dev.fleetgate.rules.InMemoryPinStore;
import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.TestingPacks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// What is said of a gate by what the child's rules record, while those change.
final class DeskTest {
  private static final ClusterId EU = new ClusterId("eu-1");
  private static final GateKey KEY =
      new GateKey(new RunId("run-1"), EU, GateKey.Place.PHASE, "app", 0, 1);
  private static final GateRef REF = new GateRef("health", Map.of());

  private final SimulatedAgenda agenda = new SimulatedAgenda(Documents.START);
  private final InMemoryMonitoring monitoring = new InMemoryMonitoring(_ -> true, _ -> true);
  private final InterruptedPins pins = new InterruptedPins();
  private final ChildCluster cluster = Documents.cluster(EU.value(), Map.of());
  private final Watches watches = watches();

  @Test
  void obstacle_isOfTheRulesOfItsOwnLook_whateverALaterOneFinds() {
    watches.start();
    agenda.advance(Duration.ofSeconds(1));
    Desk desk = desk();

    pins.interruption = () -> look(() -> monitoring.record("errors"));
    assertThat(desk.obstacle(KEY, REF)).as("by the look before").isEmpty();
    assertThat(desk.obstacle(KEY, REF).orElseThrow().message())
        .contains("errors is recorded by a rule of group slo");

    look(monitoring::recordNothing);
    assertThat(desk.obstacle(KEY, REF)).as("as the first time").isEmpty();
  }

  private void look(Runnable change) {
    change.run();
    watches.watch(EU).orElseThrow().look();
  }

  private Desk desk() {
    MetricSpec metric =
        new MetricSpec(
            "errors",
            Node.text("sum(errors)"),
            Node.text("value < 0.05"),
            Node.text(""),
            MetricSpec.Schedule.ONCE,
            MetricSpec.Limits.DEFAULT,
            MetricSpec.NoData.WAIT,
            MetricSpec.DEFAULT_MAX_AGE,
            Map.of(),
            Position.unknown());
    GateSpec spec = new GateSpec("health", List.of(), List.of(metric), Position.unknown());
    return new Desk(
        new RunDocuments(Map.of(EU, cluster), Map.of("health", spec)),
        (gate, context) -> {
          Problems problems = new Problems();
          var made = GateCompiler.compile(gate, context, problems);
          problems.throwIfAny();
          return made.orElseThrow();
        },
        watches,
        false);
  }

  private Watches watches() {
    WatchPorts ports =
        new WatchPorts(_ -> new ProbePort.Answer.Alive(), monitoring, monitoring, monitoring, pins);
    return new Watches(
        () -> new Listing.Listed(List.of(cluster)),
        new ProbePolicy(3, Duration.ofSeconds(30)),
        ports,
        new PackCare(ports, List.of(TestingPacks.pack("fleetgate-core", "{}")), agenda),
        new ClusterWatch.Shared(
            agenda, new Semaphore(1), Duration.ofHours(1), Duration.ofHours(1), _ -> {}));
  }

  /// Something happens while pins are read, once.
  private static final class InterruptedPins implements PinStore {
    private final InMemoryPinStore pins = new InMemoryPinStore();
    private Runnable interruption = () -> {};

    @Override
    public List<ResolvedPack> pins(ClusterId cluster) {
      Runnable once = interruption;
      interruption = () -> {};
      once.run();
      return pins.pins(cluster);
    }

    @Override
    public void put(ClusterId cluster, ResolvedPack pack) {
      pins.put(cluster, pack);
    }

    @Override
    public void remove(ClusterId cluster, String pack) {
      pins.remove(cluster, pack);
    }
  }
}
