package dev.fleetgate.observer;

import dev.fleetgate.rollout.RolloutState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Runs in the order in which they are shown, and how one is meant by a name.
public final class RunList {
  private static final Comparator<RolloutState> LATEST_FIRST =
      Comparator.comparing(RolloutState::startedAt).reversed();

  private RunList() {}

  /// The latest first.
  public static List<RolloutState> latestFirst(Collection<RolloutState> runs) {
    return runs.stream().sorted(LATEST_FIRST).toList();
  }

  /// The unfinished run of a name or else the latest of that name; or the one with that id.
  public static Optional<RolloutState> find(Collection<RolloutState> runs, String nameOrId) {
    return runs.stream()
        .filter(state -> matches(state, nameOrId))
        .min(
            Comparator.<RolloutState, Boolean>comparing(state -> state.phase().terminal())
                .thenComparing(LATEST_FIRST));
  }

  static boolean matches(RolloutState state, String nameOrId) {
    return state.spec().name().equals(nameOrId) || state.run().value().equals(nameOrId);
  }
}
