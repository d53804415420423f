package dev.fleetgate.prometheus;

import java.time.Instant;
import java.util.Objects;

/// What a Prometheus says of itself (`/status/runtimeinfo`); times are on its clock.
///
/// @param reloaded whether the last reload of the configuration succeeded
/// @param configuredAt of the last successful reload
public record ServerState(Instant startedAt, boolean reloaded, Instant configuredAt) {
  public ServerState {
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(configuredAt);
  }
}
