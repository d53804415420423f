package dev.fleetgate.rollout.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.RecordStore.Found;
import dev.fleetgate.rollout.port.RecordStore.Kept;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every store of records does.
public abstract class RecordStoreContract {
  private static final RunId RUN = new RunId("run-1");
  private static final ClusterId MEMBER = new ClusterId("eu-1");

  /// An empty store.
  protected abstract RecordStore store();

  private static TriggerKey key(int attempt) {
    return new TriggerKey(RUN, MEMBER, "deploy", attempt, Direction.DO);
  }

  private static Intent intent(int attempt, String request) {
    return new Intent(key(attempt), "uid-1", Node.text(request), Node.nothing());
  }

  private static <T> Found<T> there(T value) {
    return new Found.Read<>(Optional.of(value));
  }

  private static <T> Found<T> none() {
    return new Found.Read<>(Optional.empty());
  }

  @Test
  void anIntent_isReplacedByALaterOneOfItsKey() {
    RecordStore store = store();
    assertThat(store.intent(key(1))).isEqualTo(none());
    assertThat(store.keepIntent(intent(1, "first"))).isEqualTo(new Kept.Written());
    store.keepIntent(intent(2, "other attempt"));
    store.keepIntent(intent(1, "second"));
    assertThat(store.intent(key(1))).isEqualTo(there(intent(1, "second")));
    assertThat(store.intent(key(2))).isEqualTo(there(intent(2, "other attempt")));
  }

  @Test
  void aBeforeValue_isReplacedByALaterOneOfItsPhase() {
    RecordStore store = store();
    assertThat(store.before(RUN, MEMBER, "deploy")).isEqualTo(none());
    store.keepBefore(RUN, MEMBER, "deploy", Node.text("v1"));
    assertThat(store.keepBefore(RUN, MEMBER, "deploy", Node.text("v2")))
        .isEqualTo(new Kept.Written());
    store.keepBefore(RUN, MEMBER, "other", Node.text("v3"));
    assertThat(store.before(RUN, MEMBER, "deploy")).isEqualTo(there(Node.text("v2")));
    assertThat(store.before(RUN, MEMBER, "other")).isEqualTo(there(Node.text("v3")));
  }

  @Test
  void aReceipt_isKeptByKey() {
    RecordStore store = store();
    assertThat(store.receipt(key(1))).isEqualTo(none());
    store.keepReceipt(key(1), Node.object().with("uid", Node.text("1")));
    assertThat(store.receipt(key(1))).isEqualTo(there(Node.object().with("uid", Node.text("1"))));
    assertThat(store.receipt(key(2))).isEqualTo(none());
  }

  @Test
  void aDocument_isKeptByNameAndRun() {
    RecordStore store = store();
    store.keepDocument(RUN, "gate/a b", Node.texts(List.of("x")));
    assertThat(store.document(RUN, "gate/a b")).isEqualTo(there(Node.texts(List.of("x"))));
    assertThat(store.document(new RunId("run-2"), "gate/a b")).isEqualTo(none());
  }
}
