package dev.fleetgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.observer.Making;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.scenario.Variant.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The checks of the simulation can fail: each part that is broken on purpose is noticed.
final class BrokenVariantsTest {
  private static final long MOST = 5_000;

  /// The first violation of any seed that speaks of what is expected.
  private static Optional<String> found(Variant variant, String expected) {
    return LongStream.range(0, MOST)
        .mapToObj(
            seed -> Simulation.violations(ScenarioGenerator.of(seed), variant, _ -> {}).stream())
        .flatMap(violations -> violations)
        .filter(violation -> violation.contains(expected))
        .findFirst();
  }

  @Test
  void aTargetWithoutFence_isNoticed() {
    assertThat(found(Variant.in(Surroundings.UNFENCED), "took effect twice")).isPresent();
  }

  @Test
  void aPreparationThatDoesNotSeeOurMark_isNoticed() {
    assertThat(found(Variant.in(Surroundings.UNMARKED), "took effect twice")).isPresent();
  }

  @Test
  void aFailedListingThatIsTakenForAnEmptyFleet_isNoticed() {
    assertThat(found(Variant.in(Surroundings.FORGETFUL), "I3: ")).isPresent();
  }

  @Test
  void aMachineThatDropsAPause_isNoticed() {
    Variant variant =
        Variant.machine(
            machine -> (state, event, now) -> unpaused(machine.step(state, event, now)));
    assertThat(found(variant, "PAUSE was taken")).isPresent();
  }

  private static Transition unpaused(Transition transition) {
    RolloutState state = transition.next();
    TreeSet<Hold> holds = new TreeSet<>(state.holds());
    return holds.removeIf(hold -> hold.kind() == Hold.Kind.PAUSED)
        ? new Transition(state.withHolds(holds), transition.actions(), transition.lookAgainAt())
        : transition;
  }

  @Test
  void aMachineThatApprovesByItself_isNoticed() {
    RolloutEvent approve =
        new RolloutEvent.VerbAsked(Verb.APPROVE, new Actor("nobody", ""), Set.of());
    Variant variant =
        Variant.machine(machine ->
            (state, event, now) ->
                state.held(Hold.Kind.AWAITING_APPROVAL) && event instanceof RolloutEvent.ProbeRound
                    ? machine.step(state, approve, now)
                    : machine.step(state, event, now));
    assertThat(found(variant, "I1: ")).isPresent();
  }

  @Test
  void aMachineThatTakesAFailedGateForAPass_isNoticed() {
    Variant variant =
        Variant.machine(machine ->
            (state, event, now) ->
                machine.step(
                    state,
                    event instanceof RolloutEvent.GateJudged(var key, Verdict.Fail _, var last)
                        ? new RolloutEvent.GateJudged(key, new Verdict.Pass("never mind"), last)
                        : event,
                    now));
    assertThat(found(variant, "is said to have succeeded")).isPresent();
    assertThat(found(variant, "I1: ")).isPresent();
  }

  @Test
  void aMachineThatMeasuresFromTheBeginning_isNoticed() {
    Variant variant =
        Variant.machine(machine -> (state, event, now) -> early(machine, state, event, now));
    assertThat(found(variant, "I2: ")).isPresent();
  }

  private static Transition early(
      Making.Machine machine, RolloutState state, RolloutEvent event, Instant now) {
    Transition transition = machine.step(state, event, now);
    List<Action> actions =
        transition.actions().stream()
            .map(action ->
                action instanceof Action.StartGate(var key, var gate, _)
                    ? new Action.StartGate(key, gate, Instant.EPOCH)
                    : action)
            .toList();
    return new Transition(transition.next(), actions, transition.lookAgainAt());
  }

  @Test
  void aMachineThatNeverReadsItsTargets_isNoticed() {
    Variant variant =
        Variant.machine(machine ->
            (state, event, now) -> {
              Transition transition = machine.step(state, event, now);
              return new Transition(
                  transition.next(),
                  transition.actions().stream()
                      .filter(action -> !(action instanceof Action.Poll))
                      .toList(),
                  transition.lookAgainAt());
            });
    assertThat(found(variant, "waits for nobody")).isPresent();
  }

  @Test
  void anUndoOverSomebodyElsesChange_isNoticed() {
    assertThat(found(Variant.triggers(Ruthless::new), "I7: ")).isPresent();
  }

  /// Undoes whatever is there.
  private record Ruthless(TriggerPort port) implements TriggerPort {
    @Override
    public Preparation prepare(Order order) {
      Preparation prepared = port.prepare(order);
      if (!(prepared instanceof Preparation.ChangedSince)) {
        return prepared;
      }
      TriggerKey key = order.key();
      TriggerKey doing = new TriggerKey(key.run(), key.member(), key.phase(), 99, Direction.DO);
      return port.prepare(with(order, doing, Node.nothing()))
              instanceof Preparation.Ready(_, _, var held)
          ? port.prepare(with(order, key, Node.object().with("held", held).with("value", held)))
          : prepared;
    }

    private static Order with(Order order, TriggerKey key, Node written) {
      return new Order(
          key, order.trigger(), order.labels(), order.change(), order.before(), written);
    }

    @Override
    public SendOutcome send(Trigger trigger, Intent intent) {
      return port.send(trigger, intent);
    }

    @Override
    public Resolution resolve(Trigger trigger, Intent intent) {
      return port.resolve(trigger, intent);
    }

    @Override
    public Progress poll(Trigger trigger, Intent intent, Node receipt) {
      return port.poll(trigger, intent, receipt);
    }

    @Override
    public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
      return port.stop(trigger, intent, receipt);
    }

    @Override
    public Releasing release(Trigger trigger, Intent intent) {
      return port.release(trigger, intent);
    }

    @Override
    public Releasing delete(Trigger trigger, Intent intent) {
      return port.delete(trigger, intent);
    }
  }
}
