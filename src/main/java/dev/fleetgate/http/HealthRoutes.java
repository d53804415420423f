package dev.fleetgate.http;

import dev.fleetgate.telemetry.Telemetry;
import java.util.List;

/// Whether the program lives, and what it counts.
final class HealthRoutes {
  private final Telemetry telemetry;

  HealthRoutes(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /// The server listens only after the observer has begun, so that listening is being ready.
  List<Route> routes() {
    return List.of(
        Route.read("/healthz", _ -> Reply.of(Reply.TEXT, "ok\n")),
        Route.read("/readyz", _ -> Reply.of(Reply.TEXT, "ok\n")),
        Route.read("/metrics", this::metrics));
  }

  private Reply metrics(Call call) {
    Telemetry.Exposition page = telemetry.exposition(call.accept());
    return Reply.of(page.contentType(), page.text());
  }
}
