package dev.fleetgate.rules;

import dev.fleetgate.model.ClusterId;
import java.util.List;
import java.util.Optional;

/// Port: keeps which revision of which pack a cluster is pinned to, with its whole content, so that
/// it can be repaired when the pack's files have moved on.
///
/// Thread safety: implementations are safe; a pin that was put is seen by every later call.
public interface PinStore {
  /// The pins of a cluster, by name of the pack.
  List<ResolvedPack> pins(ClusterId cluster);

  /// Pins a cluster to this revision, instead of any other of the same pack. Durable when it
  /// returns.
  void put(ClusterId cluster, ResolvedPack pack);

  /// Forgets a pin; nothing is removed from the cluster.
  void remove(ClusterId cluster, String pack);

  /// The pin of one pack.
  default Optional<ResolvedPack> pin(ClusterId cluster, String pack) {
    return pins(cluster).stream().filter(pin -> pin.name().equals(pack)).findFirst();
  }
}
