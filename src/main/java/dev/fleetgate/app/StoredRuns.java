package dev.fleetgate.app;

import dev.fleetgate.cli.Stored;
import dev.fleetgate.files.FileStores;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.http.RolloutJson;
import dev.fleetgate.model.Node;
import dev.fleetgate.observer.RunList;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The runs of a state folder, as the API of a program that drives them would show them.
///
/// @param runs the latest first
record StoredRuns(List<RolloutState> runs, List<String> troubles) implements Stored {
  StoredRuns {
    runs = List.copyOf(runs);
    troubles = List.copyOf(troubles);
  }

  static StoredRuns in(Path folder) {
    RolloutStore store =
        FileStores.look(StateFolder.look(folder), KubernetesTrigger::kept).rollouts();
    return switch (store.list()) {
      case RolloutStore.Runs.Unavailable(var why) -> new StoredRuns(List.of(), List.of(why));
      case RolloutStore.Runs.Listed(var stored, var unreadable) ->
          new StoredRuns(
              RunList.latestFirst(stored.stream().map(RolloutStore.Stored::state).toList()),
              unreadable);
    };
  }

  @Override
  public Node rollouts() {
    return RolloutJson.list(runs);
  }

  /// Without verbs: nobody would take them.
  @Override
  public Optional<Node> rollout(String nameOrId) {
    return RunList.find(runs, nameOrId).map(state -> RolloutJson.whole(state, List.of()));
  }
}
