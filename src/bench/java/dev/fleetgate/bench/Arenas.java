package dev.fleetgate.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// The simulated sides of one run of benchmarks, one for each number of clusters. A later benchmark
/// finds the rule packs installed by the one before, which saves it a minute.
///
/// Confined to the benchmark's main thread.
final class Arenas implements AutoCloseable {
  private final Map<Integer, Arena> open = new TreeMap<>();

  /// The side with that many clusters, started if it is not there.
  Arena of(int clusters) throws IOException {
    Arena there = open.get(clusters);
    if (there != null) {
      return there;
    }
    Arena made = Arena.open(clusters);
    open.put(clusters, made);
    return made;
  }

  @Override
  public void close() {
    open.values().forEach(Arena::close);
    open.clear();
  }
}
