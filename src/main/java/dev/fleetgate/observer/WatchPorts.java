package dev.fleetgate.observer;

import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.PrometheusObserver;
import java.util.Objects;

/// The outside, as the watch of a cluster needs it.
public record WatchPorts(
    ProbePort probes,
    KubernetesObserver kubernetes,
    PrometheusObserver prometheus,
    PackInstaller installer,
    PinStore pins) {
  public WatchPorts {
    Objects.requireNonNull(probes);
    Objects.requireNonNull(kubernetes);
    Objects.requireNonNull(prometheus);
    Objects.requireNonNull(installer);
    Objects.requireNonNull(pins);
  }
}
