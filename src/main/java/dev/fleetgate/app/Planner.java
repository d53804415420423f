package dev.fleetgate.app;

import dev.fleetgate.cli.Launch;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.kube.inventory.KubeInventory;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.observer.Starts;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.spec.GateWriter;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Plans a rollout over a fleet without a state folder: reads kubeconfigs, sends nothing.
final class Planner {
  private Planner() {}

  static Launch plan(Fleet fleet, Path folder, Launch.Wanted wanted) {
    Vertx vertx = Vertx.vertx();
    try (KubeClients clients =
        new KubeClients(new VertxHttpClientFactory(vertx), Service.CONNECT, Service.REQUEST)) {
      KubeInventory inventory =
          new KubeInventory(fleet, clients, folder, Path.of(System.getProperty("user.home")));
      RecordedSeries recorded = recorded(fleet);
      Starts starts = new Starts(Service::gate, fleet.reachability().interval(), _ -> recorded);
      return launch(starts.plan(request(wanted), inventory.list()));
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
      case Answer.Planned(var plan) -> new Launch.Planned(plan);
      case Answer.Refused(var problems) -> new Launch.Refused(problems);
      case Answer.Unavailable(var why) -> new Launch.Unavailable(why);
      case Answer.Taken _, Answer.NotNow _, Answer.NotFound _ ->
          throw new IllegalStateException("answer to a start: " + answer);
    };
  }

  private static RecordedSeries recorded(Fleet fleet) {
    Map<String, Duration> series = new HashMap<>();
    for (ResolvedPack pack : ShippedPacks.wantedBy(fleet)) {
      series.putAll(pack.recorded());
    }
    return new RecordedSeries(series, Map.of());
  }
}
