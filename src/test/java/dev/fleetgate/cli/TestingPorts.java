package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Ports without a network: real loaders, nothing shipped.
class TestingPorts implements CommandPorts {
  @Override
  public BundleLoader bundles() {
    return BundleLoader.of(TestingPorts::trigger, Inputs.NONE);
  }

  @Override
  public GateRunner gateRunner() {
    throw new UnsupportedOperationException("no gate is run here");
  }

  @Override
  public Serving serve(Serving.Wanted wanted) {
    throw new UnsupportedOperationException("nothing is served here");
  }

  @Override
  public Launch plan(FleetFile file, Launch.Wanted wanted) {
    throw new UnsupportedOperationException("nothing is planned here");
  }

  @Override
  public Stored stored(Path state) {
    throw new UnsupportedOperationException("no state is read here");
  }

  @Override
  public Stored.Looked look(FleetFile file, Path state) throws InterruptedException {
    throw new UnsupportedOperationException("no cluster is looked at here");
  }

  @Override
  public Notice whenAskedToEnd(Runnable task) {
    return () -> {};
  }

  @Override
  public List<Source> demoDocuments() {
    return List.of();
  }

  @Override
  public Demo demo(Demo.Wanted wanted) {
    throw new UnsupportedOperationException("no demo is run here");
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }
}
