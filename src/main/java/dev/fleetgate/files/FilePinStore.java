package dev.fleetgate.files;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.spec.NodeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Pins of clusters, a file for each cluster with the whole content of its packs.
///
/// Thread safety: all methods may be called from any thread; writes are done one after another.
final class FilePinStore implements PinStore {
  private final StateFolder folder;
  private final Map<ClusterId, List<ResolvedPack>> known = new ConcurrentHashMap<>();

  FilePinStore(StateFolder folder) {
    this.folder = folder;
  }

  @Override
  public List<ResolvedPack> pins(ClusterId cluster) {
    return known.computeIfAbsent(cluster, this::load);
  }

  private List<ResolvedPack> load(ClusterId cluster) {
    String path = path(cluster);
    Optional<Node> stored = folder.read(path).map(text -> NodeJson.read(text, path));
    List<ResolvedPack> packs = new ArrayList<>();
    if (stored.isPresent() && stored.get() instanceof Node.Array(var items, _)) {
      Problems problems = new Problems();
      items.forEach(item -> ResolvedPack.read(item, problems).ifPresent(packs::add));
      if (!problems.none()) {
        throw new BadInputException(problems.list());
      }
    }
    return List.copyOf(packs);
  }

  @Override
  public synchronized void put(ClusterId cluster, ResolvedPack pack) {
    List<ResolvedPack> packs = without(cluster, pack.name());
    packs.add(pack);
    store(cluster, packs);
  }

  @Override
  public synchronized void remove(ClusterId cluster, String pack) {
    store(cluster, without(cluster, pack));
  }

  private List<ResolvedPack> without(ClusterId cluster, String name) {
    List<ResolvedPack> packs = new ArrayList<>(pins(cluster));
    packs.removeIf(pack -> pack.name().equals(name));
    return packs;
  }

  private void store(ClusterId cluster, List<ResolvedPack> packs) {
    Node document = Node.array(packs.stream().map(ResolvedPack::content).toList());
    folder.write(path(cluster), NodeJson.write(document));
    known.put(cluster, List.copyOf(packs));
  }

  private static String path(ClusterId cluster) {
    return "pins/" + cluster.value() + ".json";
  }
}
