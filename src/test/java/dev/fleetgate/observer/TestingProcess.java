package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.gates.InMemoryGateRunStore;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rules.InMemoryMonitoring;
import dev.fleetgate.rules.InMemoryPinStore;
import dev.fleetgate.rules.TestingPacks;
import dev.fleetgate.telemetry.Telemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A process on one thread, over stores, a target and clusters that outlive it.
final class TestingProcess {
  final SimulatedAgenda agenda = new SimulatedAgenda(Documents.START);
  final LosingStore rollouts = new LosingStore();
  final InMemoryRecordStore records = new InMemoryRecordStore();
  final InterruptedLog alerts = new InterruptedLog();
  final TestingTarget target = new TestingTarget();
  private final List<ChildCluster> fleet;
  private int runs = 1;

  /// @param clusters how many there are, named from `w-1` on, all of wave `w`
  TestingProcess(int clusters) {
    this.fleet =
        IntStream.rangeClosed(1, clusters)
            .mapToObj(number -> Documents.cluster("w-" + number, Map.of("wave", "w")))
            .toList();
  }

  /// The process, which has not begun yet; one that was there before has ended by a crash.
  Observer observer() {
    agenda.forget();
    InMemoryMonitoring monitoring = new InMemoryMonitoring(_ -> true, _ -> true);
    return new Observer(
        making(agenda, () -> new RunId("run-" + ++runs)),
        ports(),
        new WatchPorts(
            _ -> new ProbePort.Answer.Alive(),
            monitoring,
            monitoring,
            monitoring,
            new InMemoryPinStore()),
        alerts,
        new Observer.WatchPlan(
            new ProbePolicy(3, Duration.ofMinutes(1)),
            List.of(TestingPacks.pack("fleetgate-core", "{}")),
            1,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10)));
  }

  /// What runs without gates are made of.
  static Making making(Agenda agenda, Supplier<RunId> newId) {
    return new Making(
        agenda,
        new Telemetry(new PrometheusRegistry(), "test"),
        RolloutMachine::step,
        (_, _) -> {
          throw new IllegalStateException("no gate is made here");
        },
        _ -> {
          throw new IllegalStateException("no gate is read here");
        },
        newId,
        Duration.ofSeconds(10));
  }

  private RunPorts ports() {
    return new RunPorts(
        rollouts,
        records,
        new InMemoryGateRunStore(),
        new Fleet(),
        target,
        _ -> new Measurement(Documents.START, Documents.START, new Measurement.Refused("")),
        _ -> new AlertReader.Answer.Firing(List.of()));
  }

  private final class Fleet implements ClusterPort {
    @Override
    public Listing list() {
      return new Listing.Listed(fleet);
    }

    @Override
    public Identity identity(ClusterId cluster) {
      return new Identity.Known("uid");
    }
  }
}
