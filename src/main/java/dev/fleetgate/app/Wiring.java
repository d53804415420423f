package dev.fleetgate.app;

import dev.fleetgate.cli.CommandPorts;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Shipped;
import dev.fleetgate.spec.Source;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.util.List;
import java.util.Optional;

/// Joins the rooms: every port to what implements it. Each part is made when a command first asks
/// for it.
final class Wiring implements CommandPorts {
  @Override
  public BundleLoader bundles() {
    return new BundleLoader(
        Wiring::trigger, new Shipped(ShippedFiles.yaml("gates"), shippedPacks()));
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }

  /// A pack is named by its folder.
  private static List<String> shippedPacks() {
    return ShippedFiles.yaml("rules").stream()
        .map(Source::name)
        .filter(name -> name.endsWith("/pack.yaml"))
        .map(name -> name.split("/", -1)[1])
        .toList();
  }
}
