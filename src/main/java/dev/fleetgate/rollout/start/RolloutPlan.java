package dev.fleetgate.rollout.start;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A rollout in numbers: which clusters, in which waves and order, within which budgets. A cluster
/// goes to the first wave that selects it.
///
/// @param waves in order
/// @param unmatched selected clusters that no wave takes
public record RolloutPlan(RolloutSpec spec, List<WavePlan> waves, List<ClusterId> unmatched) {
  public RolloutPlan {
    Objects.requireNonNull(spec);
    waves = List.copyOf(waves);
    unmatched = List.copyOf(unmatched);
  }

  /// One wave.
  ///
  /// @param members in the order in which they go
  public record WavePlan(String name, List<ClusterId> members, Limits limits) {
    public WavePlan {
      Objects.requireNonNull(name);
      members = List.copyOf(members);
      Objects.requireNonNull(limits);
    }
  }

  /// The plan over a fleet; names are taken to be unique.
  static RolloutPlan of(RolloutSpec spec, List<ChildCluster> fleet) {
    List<ChildCluster> left =
        new ArrayList<>(
            fleet.stream().filter(cluster -> spec.selector().matches(cluster.labels())).toList());
    List<WavePlan> waves = new ArrayList<>();
    for (WaveSpec wave : spec.waves()) {
      List<ClusterId> members =
          left.stream()
              .filter(cluster -> wave.selector().matches(cluster.labels()))
              .sorted(order(wave.orderByLabel()))
              .map(ChildCluster::id)
              .toList();
      Set<ClusterId> taken = new HashSet<>(members);
      left.removeIf(cluster -> taken.contains(cluster.id()));
      waves.add(new WavePlan(wave.name(), members, Limits.of(wave, members.size())));
    }
    return new RolloutPlan(spec, waves, left.stream().map(ChildCluster::id).sorted().toList());
  }

  /// The index of each wave.
  IntStream indices() {
    return IntStream.range(0, waves.size());
  }

  private static Comparator<ChildCluster> order(String label) {
    if (label.isEmpty()) {
      return Comparator.comparing(ChildCluster::id);
    }
    return Comparator.<ChildCluster>comparingInt(cluster -> rank(cluster.labels().get(label)))
        .thenComparingLong(cluster -> number(cluster.labels().get(label)))
        .thenComparing(cluster -> cluster.labels().getOrDefault(label, ""))
        .thenComparing(ChildCluster::id);
  }

  private static int rank(@Nullable String value) {
    return value == null ? 2 : number(value) >= 0 ? 0 : 1;
  }

  /// The label as a number; -1 if it is none.
  private static long number(@Nullable String value) {
    return value != null && value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
  }
}
