package dev.fleetgate.http;

import dev.fleetgate.observer.Observer;
import dev.fleetgate.telemetry.Telemetry;
import java.util.List;
import java.util.Map;

/// Whether the program lives, and what it counts.
final class HealthRoutes {
  private final Telemetry telemetry;
  private final Observer observer;

  HealthRoutes(Telemetry telemetry, Observer observer) {
    this.telemetry = telemetry;
    this.observer = observer;
  }

  List<Route> routes() {
    return List.of(
        Route.read("/healthz", _ -> Reply.of(Reply.TEXT, "ok\n")),
        Route.read("/readyz", _ -> ready()),
        Route.read("/metrics", this::metrics));
  }

  /// Alive is not ready: the fleet must have been listed, and unfinished runs be taken up.
  private Reply ready() {
    List<String> reasons = observer.notReady();
    return reasons.isEmpty()
        ? Reply.of(Reply.TEXT, "ok\n")
        : new Reply(503, Reply.TEXT, String.join("\n", reasons) + "\n", Map.of());
  }

  private Reply metrics(Call call) {
    Telemetry.Exposition page = telemetry.exposition(call.accept());
    return Reply.of(page.contentType(), page.text());
  }
}
