package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RolloutStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a process does for runs that it finds in its store.
final class TakeUpTest {
  private static final ClusterId MEMBER = new ClusterId("w-1");
  private static final TriggerKey KEY =
      new TriggerKey(Documents.RUN, MEMBER, "app", 1, Direction.DO);

  private final TestingProcess process = new TestingProcess(1);
  private final SimulatedAgenda agenda = process.agenda;
  private final RolloutStore rollouts = process.rollouts;
  private final InMemoryRecordStore records = process.records;
  private final TestingTarget target = process.target;

  private void documents() {
    RunDocuments.keep(
        records, Documents.RUN, List.of(Documents.cluster("w-1", Map.of())), Map.of());
  }

  private static RolloutState first() {
    return new Documents()
        .wave(Documents.wave("w"))
        .phase(
            Documents.ungated(
                Documents.undo(Documents.phase("app", TestingTrigger.job()), Undo.NONE)))
        .start(1);
  }

  /// A run that has ended, with a job that is still held by its finalizer.
  private RolloutState ended() {
    RolloutState state = first();
    for (RolloutEvent event :
        List.of(
            new RolloutEvent.ProofChanged(MEMBER, true, ""),
            new RolloutEvent.Prepared(KEY, "hash", "uid", List.of()),
            new RolloutEvent.TriggerSent(KEY, "object"),
            new RolloutEvent.TriggerProgress(KEY, new Progress.Succeeded(""), agenda.instant()))) {
      state = RolloutMachine.step(state, event, agenda.instant()).next();
    }
    assertThat(state.phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
    records.keepIntent(new Intent(KEY, "uid", Node.nothing(), Node.nothing()));
    return state;
  }

  @Test
  void aRunWhoseDocumentsCannotBeRead_isThereWithTheReason_andGoesOnOnceTheyCan() {
    rollouts.put(first(), 0);
    Observer observer = process.observer();
    assertThat(observer.begin()).hasSize(1);

    RolloutState shown = observer.rollout("addons").orElseThrow();
    assertThat(shown.holds())
        .singleElement()
        .satisfies(hold -> {
          assertThat(hold.kind()).isEqualTo(Hold.Kind.NEEDS_PERSON);
          assertThat(hold.reason()).contains("clusters is missing").contains("read again at");
        });
    agenda.advance(Duration.ofMinutes(2));
    assertThat(observer.rollout("addons").orElseThrow().phase())
        .isEqualTo(RolloutState.Phase.PENDING);

    documents();
    agenda.advance(Duration.ofMinutes(2));

    assertThat(observer.rollout("addons").orElseThrow().phase())
        .isNotEqualTo(RolloutState.Phase.PENDING);
    assertThat(observer.rollout("addons").orElseThrow().holds()).isEmpty();
  }

  @Test
  void anObject_isLetGoAndDeletedAfterTheEnd_howeverLongTheChildIsAway() {
    rollouts.put(ended(), 0);
    documents();
    target.reachable = false;
    process.observer().begin();
    agenda.advance(Duration.ofHours(20));
    assertThat(target.released).isEmpty();

    target.reachable = true;
    agenda.advance(Duration.ofMinutes(10));
    assertThat(target.released).containsExactly(KEY);
    assertThat(target.deleted).isEmpty();

    target.reachable = false;
    agenda.advance(Duration.ofHours(6));
    target.reachable = true;
    agenda.advance(Duration.ofMinutes(10));
    assertThat(target.deleted).containsExactly(KEY);
    assertThat(stored().leaves()).isFalse();
  }

  @Test
  void anObjectOfARunThatEndedLongAgo_isDeletedByTheNextProcess() {
    rollouts.put(ended(), 0);
    documents();
    agenda.jump(Duration.ofDays(9));

    process.observer().begin();
    agenda.advance(Duration.ofMinutes(1));

    assertThat(target.deleted).containsExactly(KEY);
    assertThat(stored().leaves()).isFalse();
  }

  @Test
  void anObjectOnAClusterThatIsGone_isForgotten_andNobodyAsksForItAnyMore() {
    rollouts.put(ended(), 0);
    documents();
    target.reachable = false;
    process.observer().begin();
    agenda.advance(Duration.ofDays(31));
    assertThat(stored().leaves()).isFalse();

    target.asked = 0;
    agenda.advance(Duration.ofDays(1));
    assertThat(target.asked).isZero();
  }

  private RolloutState stored() {
    return ((RolloutStore.Found.Read) rollouts.get(Documents.RUN)).stored().orElseThrow().state();
  }
}
