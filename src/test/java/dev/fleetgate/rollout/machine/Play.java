package dev.fleetgate.rollout.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.form.RolloutForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A run played step by step: reaches states by legal moves only, checks [Invariants] at each step
/// and that the state survives being written and read.
final class Play {
  private RolloutState state;
  private Instant now = Documents.START;
  private List<Action> actions = List.of();
  private Optional<Instant> lookAgainAt = Optional.empty();
  private final List<Action> all = new ArrayList<>();

  Play(RolloutState state) {
    this.state = state;
  }

  /// A run that has begun; every cluster answers and its monitoring is proven.
  static Play begun(RolloutState state) {
    Play play = new Play(state);
    state.members().keySet().forEach(id -> play.tell(new RolloutEvent.ProofChanged(id, true, "")));
    return play;
  }

  Play tell(RolloutEvent event) {
    Transition step = RolloutMachine.step(state, event, now);
    Invariants.check(state, event, step, now);
    assertThat(RolloutForm.read(RolloutForm.write(step.next()), TestingTrigger::read))
        .isEqualTo(step.next());
    state = step.next();
    actions = step.actions();
    lookAgainAt = step.lookAgainAt();
    all.addAll(actions);
    return this;
  }

  /// Time passes, and a tick comes.
  Play after(Duration time) {
    now = now.plus(time);
    return tell(new RolloutEvent.Tick());
  }

  /// Time passes without a tick.
  Play later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Play verb(Verb verb, String... members) {
    Set<ClusterId> ids = Arrays.stream(members).map(ClusterId::new).collect(Collectors.toSet());
    return tell(new RolloutEvent.VerbAsked(verb, new Actor("ada", "because"), ids));
  }

  TriggerKey key(String member, String phase, int attempt) {
    return new TriggerKey(Documents.RUN, new ClusterId(member), phase, attempt, Direction.DO);
  }

  TriggerKey undoKey(String member, String phase) {
    return new TriggerKey(Documents.RUN, new ClusterId(member), phase, 1, Direction.UNDO);
  }

  Play prepared(TriggerKey key, FiringAlert... firing) {
    return tell(new RolloutEvent.Prepared(key, "hash", "uid-" + key.member(), List.of(firing)));
  }

  Play sent(TriggerKey key) {
    return tell(new RolloutEvent.TriggerSent(key, "object-1"));
  }

  Play progress(TriggerKey key, Progress progress) {
    return tell(new RolloutEvent.TriggerProgress(key, progress, now));
  }

  Play succeeded(TriggerKey key) {
    return progress(key, new Progress.Succeeded(""));
  }

  /// The whole way of a trigger to its good end.
  Play triggered(TriggerKey key) {
    return prepared(key).sent(key).succeeded(key);
  }

  GateKey gate(String member, String phase, int attempt) {
    return new GateKey(
        Documents.RUN, new ClusterId(member), GateKey.Place.PHASE, phase, 0, attempt);
  }

  Play judged(GateKey key, Verdict verdict) {
    return tell(new RolloutEvent.GateJudged(key, verdict, true));
  }

  Play pass(String member, String phase) {
    return judged(gate(member, phase, 1), new Verdict.Pass("0.01 (expected: < 0.05)"));
  }

  Play fail(String member, String phase) {
    return judged(gate(member, phase, 1), new Verdict.Fail("0.09 (expected: < 0.05)"));
  }

  Play inconclusive(String member, String phase) {
    return judged(
        gate(member, phase, 1), new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "no series"));
  }

  /// A member through one phase and its gate.
  Play through(String member, String phase) {
    return triggered(key(member, phase, 1)).pass(member, phase);
  }

  Play down(String member) {
    return tell(
        new RolloutEvent.ReachChanged(new ClusterId(member), true, now, "connection refused"));
  }

  Play up(String member) {
    return tell(new RolloutEvent.ReachChanged(new ClusterId(member), false, now, ""));
  }

  RolloutState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Optional<Instant> lookAgainAt() {
    return lookAgainAt;
  }

  List<Action> actions() {
    return actions;
  }

  List<Action> all() {
    return all;
  }

  Member member(String id) {
    return state.member(new ClusterId(id));
  }

  MemberState at(String member) {
    return member(member).state();
  }

  Wait waiting(String member) {
    return ((MemberState.Waiting) at(member)).waiting();
  }

  List<Hold.Kind> holds() {
    return state.holds().stream().map(Hold::kind).toList();
  }

  /// The sends so far, by their keys.
  List<String> sends() {
    return all.stream()
        .filter(Action.Send.class::isInstance)
        .map(action -> ((Action.Send) action).key())
        .map(key -> key.member() + " " + key.phase() + " " + key.attempt() + " " + key.action())
        .toList();
  }
}
