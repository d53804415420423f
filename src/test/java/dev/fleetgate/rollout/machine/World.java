package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Obstacle;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A small world around one run: clusters with targets, gates and alerts that answer the machine's
/// actions after a while, and that go wrong as the random source says. Time is simulated.
final class World {
  private static final Duration ROUND = Duration.ofSeconds(10);

  private record Letter(Instant at, long number, Supplier<Optional<RolloutEvent>> event) {}

  /// What runs on a target for one key.
  private static final class Work {
    private final Instant ends;
    private final Progress end;
    private boolean stopped;

    private Work(Instant ends, Progress end) {
      this.ends = ends;
      this.end = end;
    }
  }

  private final RandomGenerator random;
  private final boolean faults;
  private final PriorityQueue<Letter> letters =
      new PriorityQueue<>(Comparator.comparing(Letter::at).thenComparingLong(Letter::number));
  private final Map<TriggerKey, Work> works = new HashMap<>();
  private final Map<String, String> targets = new LinkedHashMap<>();
  private final Set<ClusterId> dead = new HashSet<>();
  private final Set<GateKey> stopped = new HashSet<>();
  private final Map<ClusterId, FiringAlert> alerts = new HashMap<>();
  private RolloutState state;
  private Instant now = Documents.START;
  private Instant nextRound = now;
  private Optional<Instant> nextTick = Optional.of(now);
  private long number;

  World(RolloutState state, RandomGenerator random, boolean faults) {
    this.state = state;
    this.random = random;
    this.faults = faults;
  }

  RolloutState state() {
    return state;
  }

  /// What the target of a phase holds: `v1` before the change.
  String target(ClusterId member, String phase) {
    return targets.getOrDefault(member + "/" + phase, "v1");
  }

  /// Faults stop and everything heals.
  void heal() {
    dead.clear();
    alerts.clear();
  }

  /// Lets time pass until the run is over or the time is up.
  boolean run(Duration time, boolean trouble) {
    Instant until = now.plus(time);
    while (!state.phase().terminal() && now.isBefore(until)) {
      if (trouble && faults) {
        mischief();
      }
      Instant next = nextRound;
      if (nextTick.isPresent() && nextTick.get().isBefore(next)) {
        next = nextTick.get();
      }
      if (!letters.isEmpty() && letters.peek().at().isBefore(next)) {
        next = letters.peek().at();
      }
      now = next.isAfter(now) ? next : now;
      deliver();
    }
    return state.phase().terminal();
  }

  private void deliver() {
    if (!letters.isEmpty() && !letters.peek().at().isAfter(now)) {
      letters.remove().event().get().ifPresent(this::answered);
    } else if (nextTick.isPresent() && !nextTick.get().isAfter(now)) {
      tell(new RolloutEvent.Tick());
    } else {
      nextRound = now.plus(ROUND);
      Set<ClusterId> answering = new HashSet<>(state.members().keySet());
      answering.removeAll(dead);
      state.members().keySet().forEach(id -> tell(reach(id)));
      tell(new RolloutEvent.ProbeRound(answering, answering));
    }
  }

  /// Some answers come twice, the second time late.
  private void answered(RolloutEvent event) {
    if (happens(20)) {
      answer(Duration.ofSeconds(random.nextInt(120)), () -> Optional.of(event));
    }
    tell(event);
  }

  void tell(RolloutEvent event) {
    Transition step = RolloutMachine.step(state, event, now);
    Invariants.check(state, event, step, now);
    if (faults && random.nextInt(300) == 0) {
      crash(step);
      return;
    }
    state = step.next();
    nextTick = step.lookAgainAt();
    step.actions().forEach(this::perform);
  }

  /// The process dies before the write, or between it and some of the actions, and another one goes
  /// on.
  private void crash(Transition step) {
    if (random.nextBoolean()) {
      state = step.next();
      step.actions().stream().limit(random.nextInt(3)).forEach(this::perform);
    }
    letters.clear();
    now = now.plusSeconds(random.nextInt(60));
    if (!state.phase().terminal()) {
      tell(new RolloutEvent.Restarted());
    }
  }

  private void mischief() {
    List<ClusterId> ids = new ArrayList<>(state.members().keySet());
    ClusterId id = ids.get(random.nextInt(ids.size()));
    switch (random.nextInt(400)) {
      case 0 -> dead.add(id);
      case 1, 2, 3 -> dead.remove(id);
      case 4 -> alerts.put(id, new FiringAlert(Alphabet.PAGE, now));
      case 5 -> alerts.remove(id);
      case 6 -> tell(new RolloutEvent.AlertReceived(state.alertSequence() + 1, id, Alphabet.PAGE));
      case 7 -> now = now.plus(Duration.ofHours(3));
      case 8 -> now = now.minusSeconds(random.nextInt(300));
      case 9, 10, 11, 12 -> meddle();
      default -> {
        // a quiet moment
      }
    }
  }

  /// A person does something; rarely something that ends the run.
  private void meddle() {
    List<Verb> verbs =
        List.of(Verb.PAUSE, Verb.RESUME, Verb.RESUME, Verb.RESUME, Verb.RETRY, Verb.APPROVE);
    List<Verb> ends = List.of(Verb.ABORT, Verb.ROLLBACK, Verb.REJECT);
    List<Verb> choice = random.nextInt(60) == 0 ? ends : verbs;
    ask(choice.get(random.nextInt(choice.size())));
  }

  void ask(Verb verb) {
    tell(new RolloutEvent.VerbAsked(verb, new Actor("ada", "because"), Set.of()));
  }

  private RolloutEvent reach(ClusterId id) {
    return new RolloutEvent.ReachChanged(id, dead.contains(id), now, "no answer");
  }

  private void answer(Duration delay, Supplier<Optional<RolloutEvent>> event) {
    number++;
    letters.add(new Letter(now.plus(delay), number, event));
  }

  private void answer(Supplier<RolloutEvent> event) {
    answer(Duration.ofMillis(random.nextInt(2_000)), () -> Optional.of(event.get()));
  }

  private boolean happens(int oneIn) {
    return faults && random.nextInt(oneIn) == 0;
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Prepare _,
          Action.Send _,
          Action.Resolve _,
          Action.Poll _,
          Action.Stop _,
          Action.Release _,
          Action.Clear _ ->
          performOnTarget(action);
      case Action.StartGate(var key, _, _) -> gate(key);
      case Action.StopGate(var key) -> stopped.add(key);
      case Action.ReadAlerts(var id, var at) -> answerAt(at, () -> alerts(id));
      case Action.Probe(var id) -> probe(id);
      case Action.Forget _, Action.Refuse _, Action.Overtaken _, Action.Finish _ -> {
        // nothing to perform
      }
    }
  }

  private void performOnTarget(Action action) {
    switch (action) {
      case Action.Prepare(var key) -> answer(() -> prepare(key));
      case Action.Send(var key) -> send(key);
      case Action.Resolve(var key, var at) -> answerAt(at, () -> resolve(key));
      case Action.Poll(var key, var at) -> answerAt(at, () -> poll(key));
      case Action.Stop(var key) -> answer(() -> stop(key));
      case Action.Release(var key) -> answer(() -> new RolloutEvent.TriggerReleased(key));
      case Action.Clear(var key) -> answer(() -> new RolloutEvent.TriggerCleared(key));
      case Action.StartGate _,
          Action.StopGate _,
          Action.ReadAlerts _,
          Action.Probe _,
          Action.Forget _,
          Action.Refuse _,
          Action.Overtaken _,
          Action.Finish _ ->
          throw new IllegalArgumentException("not on a target: " + action);
    }
  }

  private void answerAt(Instant at, Supplier<RolloutEvent> event) {
    Duration delay = at.isAfter(now) ? Duration.between(now, at) : Duration.ofMillis(1);
    answer(delay, () -> Optional.of(event.get()));
  }

  private void probe(ClusterId id) {
    answer(() -> reach(id));
    answer(() -> new RolloutEvent.ProofChanged(id, true, ""));
  }

  private RolloutEvent prepare(TriggerKey key) {
    if (dead.contains(key.member())) {
      return new RolloutEvent.PreparationFailed(key, Obstacle.UNREACHABLE, "no answer");
    }
    if (works.containsKey(key)) {
      return new RolloutEvent.TriggerSent(key, "object");
    }
    String held = target(key.member(), key.phase());
    if (key.action() == Direction.UNDO && held.equals("v1")) {
      return new RolloutEvent.PreparationFailed(key, Obstacle.NOTHING_TO_UNDO, "");
    }
    Optional<FiringAlert> firing = Optional.ofNullable(alerts.get(key.member()));
    return new RolloutEvent.Prepared(key, "hash", "uid-" + key.member(), firing.stream().toList());
  }

  /// At most once: the same key is never applied a second time.
  private void apply(TriggerKey key) {
    Progress end = happens(12) ? new Progress.Failed("crash") : new Progress.Succeeded("");
    Duration length = happens(25) ? Duration.ofDays(9) : Duration.ofSeconds(random.nextInt(90));
    if (works.putIfAbsent(key, new Work(now.plus(length), end)) != null) {
      throw new AssertionError("broken: I6: sent twice: " + key.written());
    }
    targets.put(key.member() + "/" + key.phase(), key.action() == Direction.DO ? "v2" : "v1");
  }

  private void send(TriggerKey key) {
    boolean reached = !dead.contains(key.member());
    if (reached && happens(20)) {
      answer(() -> new RolloutEvent.TriggerRefused(key, false, "403"));
      return;
    }
    if (reached && !happens(15)) {
      apply(key);
    }
    boolean lost = !works.containsKey(key) || happens(10);
    answer(() ->
        lost
            ? new RolloutEvent.TriggerLost(key, "time-out")
            : new RolloutEvent.TriggerSent(key, "object"));
  }

  private RolloutEvent resolve(TriggerKey key) {
    if (dead.contains(key.member())) {
      return new RolloutEvent.TriggerLost(key, "no answer");
    }
    if (works.containsKey(key)) {
      return new RolloutEvent.TriggerSent(key, "object");
    }
    return happens(6)
        ? new RolloutEvent.TriggerUnknown(key, "changed")
        : new RolloutEvent.TriggerAbsent(key);
  }

  private RolloutEvent poll(TriggerKey key) {
    Work work = works.get(key);
    Progress progress;
    if (dead.contains(key.member())) {
      progress = new Progress.Unreadable("no answer");
    } else if (work == null || (work.stopped && now.isBefore(work.ends))) {
      progress = new Progress.Stopped("suspended");
    } else {
      progress = now.isBefore(work.ends) ? new Progress.Running("") : work.end;
    }
    return new RolloutEvent.TriggerProgress(key, progress, now);
  }

  private RolloutEvent stop(TriggerKey key) {
    Work work = works.get(key);
    if (dead.contains(key.member()) || work == null) {
      return new RolloutEvent.StopFailed(key, "no answer");
    }
    work.stopped = true;
    return new RolloutEvent.StopDelivered(key);
  }

  private void gate(GateKey key) {
    Instant begun = now;
    answer(() -> new RolloutEvent.GateStarted(key, begun));
    Verdict verdict = new Verdict.Pass("ok");
    if (happens(10)) {
      verdict = new Verdict.Fail("bad");
    } else if (happens(10)) {
      verdict = new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "none");
    }
    Verdict last = verdict;
    answer(
        Duration.ofSeconds(5 + random.nextInt(60)),
        () ->
            stopped.contains(key)
                ? Optional.empty()
                : Optional.of(new RolloutEvent.GateJudged(key, last, true)));
  }

  private RolloutEvent alerts(ClusterId id) {
    return dead.contains(id)
        ? new RolloutEvent.AlertsUnreadable(id, "no answer")
        : new RolloutEvent.AlertsRead(id, Optional.ofNullable(alerts.get(id)).stream().toList());
  }
}
