package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// One step under way: the state as it changes and the actions so far. Every move is checked
/// against [LegalMoves].
///
/// Thread safety: confined to one call of step.
final class Draft {
  /// Who decides when no person does.
  static final String US = "fleetgate";

  private final RolloutState origin;
  private final Instant now;
  private final Set<Action> actions = new LinkedHashSet<>();
  private final Map<ClusterId, Member> members;
  private final List<WaveState> waves;
  private final TreeSet<Hold> holds;
  private final List<Suspicion> suspicions;
  private final List<Decision> decisions;
  private RolloutState.Phase phase;
  private Instant phaseSince;
  private long alertSequence;
  private int touches;
  private int undoFromWave;
  private int decisionsDropped;
  private int changes;

  Draft(RolloutState origin, Instant now) {
    this.origin = origin;
    this.now = now;
    members = new LinkedHashMap<>(origin.members());
    waves = new ArrayList<>(origin.waves());
    holds = new TreeSet<>(origin.holds());
    suspicions = new ArrayList<>(origin.suspicions());
    decisions = new ArrayList<>(origin.decisions());
    phase = origin.phase();
    phaseSince = origin.phaseSince();
    alertSequence = origin.alertSequence();
    touches = origin.touches();
    undoFromWave = origin.undoFromWave();
    decisionsDropped = origin.decisionsDropped();
  }

  Instant now() {
    return now;
  }

  /// The state as it was at the beginning.
  RolloutState origin() {
    return origin;
  }

  RunId run() {
    return origin.run();
  }

  RolloutSpec spec() {
    return origin.spec();
  }

  Duration probeInterval() {
    return origin.probeInterval();
  }

  boolean alertsDecide() {
    return !spec().onAlert().isEmpty();
  }

  PhaseSpec phaseSpec(Member member) {
    return spec().phases().get(member.phase());
  }

  Limits limits(int wave) {
    return Limits.of(spec().waves().get(wave), waves.get(wave).members().size());
  }

  /// A wait that begins now.
  Wait waits(Wait.Reason reason, String detail, Duration again) {
    return new Wait(reason, Pace.kept(detail), now, now.plus(again));
  }

  RolloutState.Phase phase() {
    return phase;
  }

  boolean running() {
    return phase == RolloutState.Phase.RUNNING;
  }

  /// Moves the run; a decision of its own.
  void enter(RolloutState.Phase next, String who, String why) {
    LegalMoves.check(phase, next);
    phase = next;
    phaseSince = now;
    decide(who, next.written(), why);
    if (next.terminal()) {
      holds.clear();
      suspicions.clear();
      act(new Action.Finish(run()));
    }
  }

  int undoFromWave() {
    return undoFromWave;
  }

  void undoFromWave(int wave) {
    count(undoFromWave != wave);
    undoFromWave = wave;
  }

  Optional<Member> find(ClusterId id) {
    return Optional.ofNullable(members.get(id));
  }

  Member member(ClusterId id) {
    return Objects.requireNonNull(members.get(id), id.value());
  }

  /// The members as they are now; later changes do not show in it.
  List<Member> members() {
    return List.copyOf(members.values());
  }

  List<Member> membersOf(int wave) {
    return waves.get(wave).members().stream().map(this::member).toList();
  }

  /// Takes over everything of a member but its state.
  void put(Member member) {
    store(member.withState(member(member.id()).state()));
  }

  void move(ClusterId id, MemberState next) {
    Member member = member(id);
    LegalMoves.check(id.value(), member.state(), next);
    store(member.withState(next));
  }

  private void store(Member member) {
    count(!member.equals(members.put(member.id(), member)));
  }

  /// The number of the next member touched.
  int touch() {
    touches++;
    count(true);
    return touches;
  }

  int waveCount() {
    return waves.size();
  }

  WaveState wave(int index) {
    return waves.get(index);
  }

  /// Takes over everything of a wave but its phase.
  void put(int index, WaveState wave) {
    WaveState next = wave.withPhase(waves.get(index).phase());
    count(!next.equals(waves.set(index, next)));
  }

  void move(int index, WaveState.Phase next) {
    WaveState wave = waves.get(index);
    LegalMoves.check(wave.name(), wave.phase(), next);
    count(wave.phase() != next);
    waves.set(index, wave.withPhase(next));
  }

  boolean held(Hold.Kind kind) {
    return holds.stream().anyMatch(hold -> hold.kind() == kind);
  }

  Optional<Hold> hold(Hold.Kind kind, String subject) {
    return holds.stream()
        .filter(hold -> hold.kind() == kind && hold.subject().equals(subject))
        .findFirst();
  }

  List<Hold> holds() {
    return List.copyOf(holds);
  }

  /// Adds a hold, or gives the one of that kind and subject another reason.
  void hold(Hold.Kind kind, String subject, String reason, String by) {
    Optional<Hold> present = hold(kind, subject);
    Instant since = present.map(Hold::since).orElse(now);
    Hold next = new Hold(kind, subject, Pace.kept(reason), since, by);
    if (!present.equals(Optional.of(next))) {
      holds.remove(next);
      holds.add(next);
      count(true);
      decide(by, kind.written() + (subject.isEmpty() ? "" : " " + subject), reason);
    }
  }

  void release(Hold.Kind kind, String subject) {
    releaseAll(hold -> hold.kind() == kind && hold.subject().equals(subject));
  }

  void releaseAll(Predicate<Hold> which) {
    count(holds.removeIf(which));
  }

  List<Suspicion> suspicions() {
    return List.copyOf(suspicions);
  }

  void suspect(Suspicion suspicion) {
    suspicions.add(suspicion);
    count(true);
  }

  void unsuspect(Predicate<Suspicion> which) {
    count(suspicions.removeIf(which));
  }

  long alertSequence() {
    return alertSequence;
  }

  void alertSequence(long sequence) {
    count(alertSequence != sequence);
    alertSequence = sequence;
  }

  void decide(String who, String what, String why) {
    decisions.add(new Decision(now, who, what, Pace.kept(why)));
    if (decisions.size() > RolloutState.DECISIONS_KEPT) {
      decisions.removeFirst();
      decisionsDropped++;
    }
    count(true);
  }

  void act(Action action) {
    actions.add(action);
  }

  void overtaken(RolloutEvent event) {
    act(new Action.Overtaken(event.getClass().getSimpleName()));
  }

  /// How many changes there were so far.
  int changes() {
    return changes;
  }

  private void count(boolean change) {
    if (change) {
      changes++;
    }
  }

  /// The state as it is now; the same object as at the beginning if nothing moved.
  RolloutState state() {
    if (changes == 0) {
      return origin;
    }
    return new RolloutState(
        origin.schemaVersion(),
        run(),
        spec(),
        phase,
        holds,
        waves,
        members,
        probeInterval(),
        suspicions,
        alertSequence,
        touches,
        undoFromWave,
        decisions,
        decisionsDropped,
        origin.startedAt(),
        phaseSince);
  }

  List<Action> actions() {
    return List.copyOf(actions);
  }
}
