package dev.fleetgate.app;

import dev.fleetgate.cli.CommandPorts;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.util.Optional;

/// Joins the rooms: every port to what implements it. Each part is made when a command first asks
/// for it.
final class Wiring implements CommandPorts {
  @Override
  public BundleLoader bundles() {
    return new BundleLoader(Wiring::trigger, ShippedFiles.inputs());
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }
}
