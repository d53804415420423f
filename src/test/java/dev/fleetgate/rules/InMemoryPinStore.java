package dev.fleetgate.rules;

import dev.fleetgate.model.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Pins in memory.
///
/// Thread safety: all methods may be called from any thread.
public final class InMemoryPinStore implements PinStore {
  private final Map<ClusterId, List<ResolvedPack>> pins = new ConcurrentHashMap<>();

  @Override
  public List<ResolvedPack> pins(ClusterId cluster) {
    return pins.getOrDefault(cluster, List.of());
  }

  @Override
  public synchronized void put(ClusterId cluster, ResolvedPack pack) {
    List<ResolvedPack> next = without(cluster, pack.name());
    next.add(pack);
    pins.put(cluster, List.copyOf(next));
  }

  @Override
  public synchronized void remove(ClusterId cluster, String pack) {
    pins.put(cluster, List.copyOf(without(cluster, pack)));
  }

  private List<ResolvedPack> without(ClusterId cluster, String name) {
    List<ResolvedPack> others = new ArrayList<>(pins(cluster));
    others.removeIf(pack -> pack.name().equals(name));
    return others;
  }
}
