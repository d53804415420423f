package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.alerts.InMemoryAlertLog;
import dev.fleetgate.gates.InMemoryGateRunStore;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.machine.RolloutMachine;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.InMemoryRecordStore;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.TriggerPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A write of a state that was done although nobody could say so, one for all that came at once,
/// and a record that cannot be read.
final class LostWriteTest {
  private final SimulatedAgenda agenda = new SimulatedAgenda(Documents.START);
  private final LosingStore store = new LosingStore();
  private final List<String> answers = new ArrayList<>();

  @Test
  void aVerbWhoseWriteWasDone_isTaken_andTakenOnce() {
    RunLoop loop = loop();
    agenda.advance(Duration.ofSeconds(5));
    store.losing = true;
    loop.ask(
        new RolloutEvent.VerbAsked(Verb.PAUSE, new Actor("ada", ""), Set.of()),
        new RunLoop.VerbTicket(1));
    agenda.advance(Duration.ZERO);
    assertThat(answers).isEmpty();
    store.losing = false;
    agenda.advance(Duration.ofSeconds(5));
    assertThat(answers).containsExactly("taken");
    assertThat(loop.state().held(Hold.Kind.PAUSED)).isTrue();
  }

  @Test
  void aStoreThatIsInterruptedWhileTheProgramStops_isLeftAlone() {
    RunLoop loop = loop();
    agenda.advance(Duration.ofSeconds(5));
    int before = store.puts;
    store.refusing = true;
    store.atPut =
        () -> {
          agenda.close();
          if (store.puts < before + 5) {
            pause(loop);
          }
        };
    pause(loop);
    agenda.advance(Duration.ofSeconds(5));
    assertThat(store.puts).isEqualTo(before + 1);
  }

  @Test
  void aGroupedWriteThatWasDoneUnseen_doesNotKeepTheNextOneFromBeingDone() {
    RunLoop loop = loop();
    agenda.advance(Duration.ofSeconds(5));
    agenda.at(agenda.instant().plusSeconds(2), () -> loop.send(reach("w-1")));
    loop.send(reach("w-1"));
    agenda.advance(Duration.ZERO);
    store.losing = true;
    agenda.advance(Duration.ofSeconds(1));
    store.losing = false;
    agenda.advance(Duration.ofSeconds(5));
    assertThat(stored()).isEqualTo(loop.state());

    loop.send(reach("w-2"));
    agenda.advance(Duration.ZERO);
    assertThat(stored()).as("it may be grouped").isNotEqualTo(loop.state());
    agenda.advance(Duration.ofSeconds(5));
    assertThat(stored()).isEqualTo(loop.state());
  }

  private static RolloutEvent reach(String member) {
    return new RolloutEvent.ReachChanged(new ClusterId(member), false, Documents.START, "");
  }

  private RolloutState stored() {
    return ((RolloutStore.Found.Read) store.get(Documents.RUN)).stored().orElseThrow().state();
  }

  private static void pause(RunLoop loop) {
    loop.ask(
        new RolloutEvent.VerbAsked(Verb.PAUSE, new Actor("ada", ""), Set.of()),
        new RunLoop.VerbTicket(1));
  }

  @Test
  void eventsThatComeAtOnce_areWrittenOnce() {
    RunLoop loop = loop();
    agenda.advance(Duration.ofSeconds(5));
    int before = store.puts;
    ClusterId id = new ClusterId("w-1");
    loop.send(new RolloutEvent.ReachChanged(id, false, Documents.START, ""));
    loop.send(new RolloutEvent.ProofChanged(id, true, ""));
    loop.ask(
        new RolloutEvent.VerbAsked(Verb.ABORT, new Actor("ada", ""), Set.of()),
        new RunLoop.VerbTicket(1));
    agenda.advance(Duration.ZERO);
    assertThat(store.puts).isEqualTo(before + 1);
    assertThat(answers).containsExactly("taken");
    assertThat(loop.state().phase()).isEqualTo(RolloutState.Phase.ABORTED);
  }

  @Test
  void aReceiptThatCannotBeRead_saysNothingOfTheTarget() {
    RolloutState state = first();
    TriggerKey key =
        new TriggerKey(state.run(), new ClusterId("w-1"), "deploy", 1, TriggerKey.Direction.DO);
    Unreadable records = new Unreadable();
    records.keepIntent(new Intent(key, "uid", Node.nothing(), Node.nothing()));
    TriggerWork work = new TriggerWork(ports(records), new TestingContext(), agenda);
    assertThat(work.poll(state, key))
        .isInstanceOfSatisfying(
            RolloutEvent.TriggerProgress.class,
            event -> assertThat(event.progress()).isInstanceOf(Progress.Unreadable.class));
    assertThat(work.stop(state, key)).isInstanceOf(RolloutEvent.StopFailed.class);
    TriggerKey undo =
        new TriggerKey(state.run(), new ClusterId("w-1"), "deploy", 1, TriggerKey.Direction.UNDO);
    assertThat(work.prepare(begun(state), undo))
        .isInstanceOfSatisfying(
            RolloutEvent.PreparationFailed.class,
            event -> assertThat(event.obstacle()).isEqualTo(RolloutEvent.Obstacle.UNREACHABLE));
  }

  private static RolloutState first() {
    return new Documents()
        .wave(Documents.wave("w"))
        .phase(Documents.phase("deploy", TestingTrigger.deployment()))
        .start(2);
  }

  /// The same run with its first trigger wanted.
  private static RolloutState begun(RolloutState state) {
    ClusterId id = new ClusterId("w-1");
    RolloutState ticked = step(state, new RolloutEvent.Tick());
    RolloutState reached =
        step(ticked, new RolloutEvent.ReachChanged(id, false, Documents.START, ""));
    return step(reached, new RolloutEvent.ProofChanged(id, true, ""));
  }

  private static RolloutState step(RolloutState state, RolloutEvent event) {
    return RolloutMachine.step(state, event, Documents.START).next();
  }

  private RunLoop loop() {
    RolloutState state = first();
    store.put(state, 0);
    RunLoop loop =
        new RunLoop(
            new RolloutStore.Stored(state, 1),
            ports(new InMemoryRecordStore()),
            TestingProcess.making(agenda, () -> new RunId("run-2")),
            new TestingContext(),
            new AlertFeed(new InMemoryAlertLog()),
            new Answers());
    loop.send(new RolloutEvent.Tick());
    return loop;
  }

  private RunPorts ports(RecordStore records) {
    return new RunPorts(
        store,
        records,
        new InMemoryGateRunStore(),
        new OneCluster(),
        new NeverAsked(),
        _ -> new Measurement(Documents.START, Documents.START, new Measurement.Refused("")),
        _ -> new AlertReader.Answer.Firing(List.of()));
  }

  private final class Answers implements RunLoop.Listener {
    @Override
    public void moved(RolloutState state) {
      // not looked at
    }

    @Override
    public void answered(RunLoop.VerbTicket ticket, RolloutState state, Optional<Mismatch> why) {
      answers.add(why.map(Mismatch::sentence).orElse("taken"));
    }
  }

  /// Intents are there, receipts cannot be read.
  private static final class Unreadable implements RecordStore {
    private final RecordStore store = new InMemoryRecordStore();

    @Override
    public Kept keepIntent(Intent intent) {
      return store.keepIntent(intent);
    }

    @Override
    public RecordStore.Found<Intent> intent(TriggerKey key) {
      return store.intent(key);
    }

    @Override
    public Kept keepBefore(RunId run, ClusterId member, String phase, Node before) {
      return store.keepBefore(run, member, phase, before);
    }

    @Override
    public RecordStore.Found<Node> before(RunId run, ClusterId member, String phase) {
      return store.before(run, member, phase);
    }

    @Override
    public Kept keepReceipt(TriggerKey key, Node receipt) {
      return store.keepReceipt(key, receipt);
    }

    @Override
    public RecordStore.Found<Node> receipt(TriggerKey key) {
      return new RecordStore.Found.Unavailable<>("disk error");
    }

    @Override
    public Kept keepDocument(RunId run, String name, Node document) {
      return store.keepDocument(run, name, document);
    }

    @Override
    public RecordStore.Found<Node> document(RunId run, String name) {
      return store.document(run, name);
    }
  }

  static final class OneCluster implements ClusterPort {
    @Override
    public Listing list() {
      return new Listing.Listed(List.of());
    }

    @Override
    public Identity identity(ClusterId cluster) {
      return new Identity.Known("uid");
    }
  }

  /// Fails the test if a target is spoken to.
  static final class NeverAsked implements TriggerPort {
    private static IllegalStateException asked() {
      return new IllegalStateException("a target was spoken to");
    }

    @Override
    public Preparation prepare(Order order) {
      throw asked();
    }

    @Override
    public SendOutcome send(Trigger trigger, Intent intent) {
      throw asked();
    }

    @Override
    public Resolution resolve(Trigger trigger, Intent intent) {
      throw asked();
    }

    @Override
    public Progress poll(Trigger trigger, Intent intent, Node receipt) {
      throw asked();
    }

    @Override
    public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
      throw asked();
    }

    @Override
    public Releasing release(Trigger trigger, Intent intent) {
      throw asked();
    }

    @Override
    public Releasing delete(Trigger trigger, Intent intent) {
      throw asked();
    }
  }
}
