package dev.fleetgate.rollout.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.port.RolloutStore.Found;
import dev.fleetgate.rollout.port.RolloutStore.Put;
import dev.fleetgate.rollout.port.RolloutStore.Runs;
import dev.fleetgate.rollout.port.RolloutStore.Stored;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every store of rollouts does.
public abstract class RolloutStoreContract {
  /// An empty store.
  protected abstract RolloutStore store();

  private static RolloutState first() {
    return new Documents()
        .wave(Documents.wave("canary"))
        .phase(Documents.phase("deploy", TestingTrigger.deployment()))
        .start(2);
  }

  @Test
  void aState_isThereAsItWasPut() {
    RolloutStore store = store();
    RolloutState state = first();
    assertThat(store.put(state, 0)).isEqualTo(new Put.Written(1));
    assertThat(store.get(state.run())).isEqualTo(new Found.Read(Optional.of(new Stored(state, 1))));
    assertThat(store.list()).isEqualTo(new Runs.Listed(List.of(new Stored(state, 1)), List.of()));
  }

  @Test
  void aPut_followsTheVersionItWasMadeFrom() {
    RolloutStore store = store();
    RolloutState state = first();
    store.put(state, 0);
    assertThat(store.put(state, 1)).isEqualTo(new Put.Written(2));
  }

  @Test
  void aPutFromAnotherVersion_changesNothing() {
    RolloutStore store = store();
    RolloutState state = first();
    assertThat(store.put(state, 1)).isEqualTo(new Put.Conflict());
    store.put(state, 0);
    assertThat(store.put(state, 0)).isEqualTo(new Put.Conflict());
    assertThat(store.put(state, 2)).isEqualTo(new Put.Conflict());
    assertThat(store.get(state.run())).isEqualTo(new Found.Read(Optional.of(new Stored(state, 1))));
  }

  @Test
  void anUnknownRun_isReadAsNone() {
    RolloutStore store = store();
    assertThat(store.get(new RunId("other"))).isEqualTo(new Found.Read(Optional.empty()));
    assertThat(store.list()).isEqualTo(new Runs.Listed(List.of(), List.of()));
  }
}
