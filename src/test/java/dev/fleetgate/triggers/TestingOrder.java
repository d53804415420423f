package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import java.util.Map;

/// Orders and intents as a loop makes them.
final class TestingOrder {
  private TestingOrder() {}

  static Order of(KubernetesTrigger trigger, TriggerKey key, Node before, Node written) {
    return new Order(key, trigger, Map.of(), new Change("c-1", ""), before, written);
  }

  /// The intent that follows from what was found.
  static Intent intent(KubernetesTrigger trigger, TriggerKey key, Node found) {
    return intent(trigger, of(trigger, key, Node.nothing(), Node.nothing()), found);
  }

  static Intent intent(KubernetesTrigger trigger, Order order, Node found) {
    Preparation.Ready ready = (Preparation.Ready) trigger.prepared(order, found);
    return new Intent(order.key(), "cluster-uid", ready.request(), ready.expected());
  }
}
