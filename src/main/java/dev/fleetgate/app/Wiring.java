package dev.fleetgate.app;

import dev.fleetgate.cli.CommandPorts;
import dev.fleetgate.cli.Demo;
import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.cli.GateRunner;
import dev.fleetgate.cli.Launch;
import dev.fleetgate.cli.Serving;
import dev.fleetgate.cli.Stored;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.GateDriver;
import dev.fleetgate.prometheus.PrometheusClient;
import dev.fleetgate.prometheus.PrometheusMeasurements;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Source;
import dev.fleetgate.telemetry.Telemetry;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Joins the rooms: every port to what implements it. Each part is made when a command first asks
/// for it.
///
/// Thread safety: confined to the thread that runs the command.
final class Wiring implements CommandPorts {
  /// Real time that passes, from an arbitrary start: neither the demo's speed nor a step of the
  /// wall clock changes it.
  static final InstantSource STOPWATCH = () -> Instant.EPOCH.plusNanos(System.nanoTime());

  private final String version;
  private @Nullable BundleLoader bundles;

  /// @param version of the program
  Wiring(String version) {
    this.version = version;
  }

  @Override
  public BundleLoader bundles() {
    if (bundles == null) {
      bundles = BundleLoader.of(Wiring::trigger, ShippedFiles.inputs());
    }
    return bundles;
  }

  @Override
  public GateRunner gateRunner() {
    InstantSource clock = InstantSource.system();
    Vertx vertx = Vertx.vertx();
    PrometheusClient client = new PrometheusClient(vertx, clock, STOPWATCH);
    ClockAgenda agenda = new ClockAgenda(clock, 1);
    GateDriver.Surroundings around =
        new GateDriver.Surroundings(
            agenda,
            new PrometheusMeasurements(client, clock),
            _ -> {},
            new Telemetry(new PrometheusRegistry(), version));
    return new LocalGateRunner(
        around,
        () -> {
          agenda.close();
          client.close();
          vertx.close();
        });
  }

  @Override
  public Serving serve(Serving.Wanted wanted) {
    return new Standalone(version, bundles()).serve(wanted);
  }

  @Override
  public Stored stored(Path state) {
    return StoredRuns.in(state);
  }

  @Override
  public Stored.Looked look(FleetFile file, Path state) throws InterruptedException {
    return Planner.look(file, state);
  }

  @Override
  public Notice whenAskedToEnd(Runnable task) {
    Thread hook = new Thread(task, "asked-to-end");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        return; // the process is ending, and the task runs
      }
    };
  }

  @Override
  public Launch plan(FleetFile file, Launch.Wanted wanted) {
    return Planner.plan(file, wanted);
  }

  @Override
  public List<Source> demoDocuments() {
    return ShippedFiles.yaml("dev/fleetgate/demo");
  }

  @Override
  public Demo demo(Demo.Wanted wanted) {
    return DemoFleet.start(wanted, bundles(), new Standalone(version, bundles()));
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }
}
