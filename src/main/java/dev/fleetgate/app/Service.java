package dev.fleetgate.app;

import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.files.FileStores;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.http.ApiServer;
import dev.fleetgate.http.ApiSettings;
import dev.fleetgate.http.ApiSettings.AlertCaller;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.kube.install.ChildObserver;
import dev.fleetgate.kube.install.ServerSideInstaller;
import dev.fleetgate.kube.inventory.KubeInventory;
import dev.fleetgate.kube.trigger.KubeTriggers;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Making;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.RunPorts;
import dev.fleetgate.observer.WatchPorts;
import dev.fleetgate.prometheus.PrometheusAlerts;
import dev.fleetgate.prometheus.PrometheusClient;
import dev.fleetgate.prometheus.PrometheusMeasurements;
import dev.fleetgate.prometheus.PrometheusMonitoring;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.GateWriter;
import dev.fleetgate.telemetry.Telemetry;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One running Fleetgate: every port joined to what implements it.
///
/// ```text
/// Vertx ─┬─ PrometheusClient ── measurements, alerts, what Prometheus has loaded
///        └─ KubeClients ─────── inventory, triggers, packs, what Kubernetes has
/// StateFolder ───────────────── states, records, gate runs, pins, alert log
/// all of them ─▶ Observer ─▶ ApiServer
/// ```
final class Service implements AutoCloseable {
  static final Duration CONNECT = Duration.ofSeconds(5);
  static final Duration REQUEST = Duration.ofSeconds(15);
  static final Duration QUERY = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Observer observer;
  private final ApiServer server;

  /// What a service is made of beside its state folder. All of it is read and checked before the
  /// folder is touched: a start that is refused writes nothing.
  ///
  /// @param packs that the fleet wants
  /// @param callers of the webhook, with their tokens
  /// @param bundles reads rollouts, with the fleet's own rule packs at hand
  record Parts(
      FleetFile file, List<ResolvedPack> packs, List<AlertCaller> callers, BundleLoader bundles) {}

  /// @throws dev.fleetgate.model.BadInputException if the fleet asks for what cannot be had
  static Parts parts(FleetFile file, BundleLoader bundles) {
    return new Parts(
        file,
        FleetPacks.wantedBy(file),
        AlertTokens.read(file.fleet().alertmanagers(), file.folder()),
        bundles.with(file.rulePacks()));
  }

  /// What a service is made for.
  ///
  /// @param names under which the server may be called, in lower case
  /// @param clock the wall clock, but for the demo
  /// @param speed seconds of the clock in a real second; 1, but for the demo
  record Plan(
      Parts parts,
      StateFolder state,
      String version,
      Set<String> names,
      InstantSource clock,
      double speed) {
    private Fleet fleet() {
      return parts.file().fleet();
    }
  }

  /// A service on the wall clock.
  static Plan plan(Parts parts, StateFolder state, String version) {
    return new Plan(parts, state, version, Set.of(), InstantSource.system(), 1);
  }

  /// @param token that changes must carry
  Service(Plan plan, String token) {
    Vertx vertx = Vertx.vertx();
    open.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    PrometheusClient prometheus =
        closing(new PrometheusClient(vertx, plan.clock(), Wiring.STOPWATCH));
    KubeClients kube =
        closing(new KubeClients(new VertxHttpClientFactory(vertx), CONNECT, REQUEST));
    KubeInventory inventory =
        new KubeInventory(
            plan.fleet(),
            kube,
            plan.parts().file().folder(),
            Path.of(System.getProperty("user.home")));
    FileStores stores = closing(new FileStores(plan.state(), KubernetesTrigger::kept));
    ClockAgenda agenda = closing(new ClockAgenda(plan.clock(), plan.speed()));
    Telemetry telemetry = new Telemetry(new PrometheusRegistry(), plan.version());
    observer =
        new Observer(
            making(plan, agenda, telemetry),
            new RunPorts(
                stores.rollouts(),
                stores.records(),
                stores.gateRuns(),
                inventory,
                new KubeTriggers(inventory::access),
                new PrometheusMeasurements(prometheus, plan.clock()),
                new PrometheusAlerts(prometheus, QUERY)),
            new WatchPorts(
                inventory,
                new ChildObserver(kube),
                new PrometheusMonitoring(prometheus, plan.clock(), QUERY),
                new ServerSideInstaller(kube),
                stores.pins()),
            stores.alerts(),
            watchPlan(plan));
    server =
        closing(
            new ApiServer(
                vertx, observer, telemetry, settings(plan, token), plan.parts().bundles()));
  }

  private static ApiSettings settings(Plan plan, String token) {
    return new ApiSettings(
        token,
        plan.names(),
        plan.parts().callers(),
        plan.fleet().grafanaUrl(),
        plan.fleet().grafanaDatasource(),
        ApiSettings.DEFAULT_HEARTBEAT);
  }

  private static Making making(Plan plan, ClockAgenda agenda, Telemetry telemetry) {
    return new Making(
        agenda,
        telemetry,
        RolloutMachine::step,
        Service::gate,
        GateWriter::read,
        () -> new RunId(UUID.randomUUID().toString()),
        plan.fleet().reachability().interval());
  }

  private static Observer.WatchPlan watchPlan(Plan plan) {
    return new Observer.WatchPlan(
        plan.fleet().reachability(),
        plan.parts().packs(),
        8,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }

  static Gate gate(GateSpec spec, GateContext context) {
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(spec, context, problems);
    problems.throwIfAny();
    return gate.orElseThrow();
  }

  private <T extends AutoCloseable> T closing(T part) {
    open.push(part);
    return part;
  }

  /// Takes up what the store holds, then listens.
  ///
  /// @param port 0 for any that is free
  /// @throws IOException if the address is taken
  Begun begin(String host, int port) throws IOException {
    List<String> troubles = observer.begin();
    int listening = server.start(host, port);
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return new Begun(URI.create("http://" + shown + ":" + listening), server.loginLink(), troubles);
  }

  /// @param link opens the page with the right to make changes; works once
  /// @param troubles what could not be taken up, as sentences
  record Begun(URI address, String link, List<String> troubles) {}

  Observer observer() {
    return observer;
  }

  /// Closes the parts in reverse order, all of them whatever becomes of one.
  @Override
  public void close() {
    Optional<Exception> failed = Optional.empty();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failed = failed.or(() -> Optional.of(e));
      }
    }
    if (failed.isPresent()) {
      throw new IllegalStateException("could not stop", failed.get());
    }
  }
}
