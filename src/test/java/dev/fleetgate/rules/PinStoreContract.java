package dev.fleetgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import org.junit.jupiter.api.Test;

/// What every store of pins does.
public abstract class PinStoreContract {
  private static final ClusterId EU = new ClusterId("eu-1");
  private static final ResolvedPack CORE = TestingPacks.pack("fleetgate-core", "{}");

  /// An empty store.
  protected abstract PinStore store();

  @Test
  void aPin_isOfOneCluster() {
    PinStore store = store();
    store.put(EU, CORE);
    assertThat(store.pins(EU)).containsExactly(CORE);
    assertThat(store.pin(EU, CORE.name())).contains(CORE);
    assertThat(store.pins(new ClusterId("eu-2"))).isEmpty();
  }

  @Test
  void anotherRevision_takesThePlaceOfThePin() {
    PinStore store = store();
    ResolvedPack next =
        TestingPacks.edited(CORE, "prometheusrule.yaml", "Fires always", "Always fires");
    store.put(EU, CORE);
    store.put(EU, next);
    assertThat(store.pins(EU)).containsExactly(next);
  }

  @Test
  void aPinThatWasRemoved_isNotThere() {
    PinStore store = store();
    store.put(EU, CORE);
    store.remove(EU, CORE.name());
    assertThat(store.pins(EU)).isEmpty();
  }
}
