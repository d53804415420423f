package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.TriggerPort;
import java.util.Objects;

/// The outside, as the loop of a run needs it.
public record RunPorts(
    RolloutStore rollouts,
    RecordStore records,
    GateRunStore gateRuns,
    ClusterPort clusters,
    TriggerPort triggers,
    MeasurementSource measurements,
    AlertReader alerts) {
  public RunPorts {
    Objects.requireNonNull(rollouts);
    Objects.requireNonNull(records);
    Objects.requireNonNull(gateRuns);
    Objects.requireNonNull(clusters);
    Objects.requireNonNull(triggers);
    Objects.requireNonNull(measurements);
    Objects.requireNonNull(alerts);
  }
}
