package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Shipped;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.util.List;
import java.util.Optional;

/// Ports without a network: real loaders, one shipped rule pack.
class TestingPorts implements CommandPorts {
  @Override
  public BundleLoader bundles() {
    return new BundleLoader(TestingPorts::trigger, new Shipped(List.of(), List.of("core")));
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }
}
