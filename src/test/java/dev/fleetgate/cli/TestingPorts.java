package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.util.Optional;

/// Ports without a network: real loaders, nothing shipped.
class TestingPorts implements CommandPorts {
  @Override
  public BundleLoader bundles() {
    return new BundleLoader(TestingPorts::trigger, Inputs.NONE);
  }

  @Override
  public GateRunner gateRunner() {
    throw new UnsupportedOperationException("no gate is run here");
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }
}
