package dev.fleetgate.app;

import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.cli.Launch;
import dev.fleetgate.cli.Stored;
import dev.fleetgate.files.FileStores;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.http.ClusterJson;
import dev.fleetgate.http.PlanJson;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.kube.install.ChildObserver;
import dev.fleetgate.kube.install.ServerSideInstaller;
import dev.fleetgate.kube.inventory.KubeInventory;
import dev.fleetgate.kube.trigger.KubeTriggers;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.observer.Starts;
import dev.fleetgate.observer.Survey;
import dev.fleetgate.observer.WatchPorts;
import dev.fleetgate.prometheus.PrometheusClient;
import dev.fleetgate.prometheus.PrometheusMonitoring;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.spec.GateWriter;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers without a state folder of its own: plans a rollout, looks at clusters. Writes nothing
/// and sends nothing but reads.
final class Planner {
  private Planner() {}

  static Launch plan(FleetFile file, Launch.Wanted wanted) {
    RecordedSeries recorded = recorded(file);
    Vertx vertx = Vertx.vertx();
    try (KubeClients clients = clients(vertx)) {
      Starts starts =
          new Starts(Service::gate, file.fleet().reachability().interval(), _ -> recorded);
      KubeInventory inventory = inventory(file, clients);
      return launch(
          starts.detailed(request(wanted), inventory.list(), new KubeTriggers(inventory::access)));
    } finally {
      var _ = vertx.close();
    }
  }

  private static KubeClients clients(Vertx vertx) {
    return new KubeClients(new VertxHttpClientFactory(vertx), Service.CONNECT, Service.REQUEST);
  }

  private static KubeInventory inventory(FleetFile file, KubeClients clients) {
    return new KubeInventory(
        file.fleet(), clients, file.folder(), Path.of(System.getProperty("user.home")));
  }

  static Stored.Looked look(FleetFile file, Path state) throws InterruptedException {
    List<ResolvedPack> packs = FleetPacks.wantedBy(file);
    InstantSource clock = InstantSource.system();
    Vertx vertx = Vertx.vertx();
    try (KubeClients clients = clients(vertx);
        PrometheusClient prometheus = new PrometheusClient(vertx, clock, Wiring.STOPWATCH)) {
      KubeInventory inventory = inventory(file, clients);
      WatchPorts ports =
          new WatchPorts(
              inventory,
              new ChildObserver(clients),
              new PrometheusMonitoring(prometheus, clock, Service.QUERY),
              new ServerSideInstaller(clients),
              FileStores.look(StateFolder.look(state), KubernetesTrigger::kept).pins());
      Survey survey = new Survey(ports, packs, clock, file.fleet().reachability());
      return switch (inventory.list()) {
        case Listing.ListingFailed failed -> new Stored.Looked.Failed(failed.sentence());
        case Listing.Listed(var clusters) ->
            new Stored.Looked.Seen(ClusterJson.list(survey.look(clusters)));
      };
    } finally {
      var _ = vertx.close();
    }
  }

  /// The request with every gate at hand.
  static StartRequest request(Launch.Wanted wanted) {
    Map<String, StartRequest.GateDocument> gates = new HashMap<>();
    wanted
        .gates()
        .forEach(gate ->
            gates.put(gate.name(), new StartRequest.GateDocument(gate, GateWriter.write(gate))));
    return new StartRequest(wanted.spec(), gates, wanted.by());
  }

  /// The answer in the words of a command.
  static Launch launch(Answer answer) {
    return switch (answer) {
      case Answer.Started(var state) -> new Launch.Started(state);
      case Answer.Planned planned -> new Launch.Planned(PlanJson.of(planned));
      case Answer.Refused(var problems) -> new Launch.Refused(problems);
      case Answer.Unavailable(var why) -> new Launch.Unavailable(why);
      case Answer.Taken _, Answer.NotNow _, Answer.NotFound _ ->
          throw new IllegalStateException("answer to a start: " + answer);
    };
  }

  private static RecordedSeries recorded(FleetFile file) {
    Map<String, Duration> series = new HashMap<>();
    for (ResolvedPack pack : FleetPacks.wantedBy(file)) {
      series.putAll(pack.recorded());
    }
    return new RecordedSeries(series, Map.of());
  }
}
