package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.GateHeld;
import dev.fleetgate.rollout.RolloutEvent.GateJudged;
import dev.fleetgate.rollout.RolloutEvent.GateStarted;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.WaveState.Check;
import dev.fleetgate.rollout.WaveState.Requirement.Checking;
import dev.fleetgate.rollout.machine.Requirements.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gates before and after a wave. One run for each member: before the wave for those that wait and
/// answer, after it for those that succeeded, with each member's own completion. A Fail makes the
/// member Failed; what is not evidence keeps the wave waiting.
final class Checks {
  private Checks() {}

  /// Starts what is missing, drops members that the gate no longer concerns, and sees whether all
  /// others have passed.
  static void step(Draft draft, Ref ref, GateRef gate) {
    Map<ClusterId, Check> checks = new LinkedHashMap<>();
    Checking present =
        Requirements.state(draft, ref) instanceof Checking checking
            ? checking
            : new Checking(draft.now(), Map.of());
    for (Member member : concerned(draft, ref)) {
      Check check = present.checks().get(member.id());
      if (check == null) {
        check = new Check(Check.Kind.MEASURING, Instant.MAX, "");
        start(draft, ref, member, gate);
      }
      checks.put(member.id(), late(draft, check));
    }
    present
        .checks()
        .forEach((id, check) -> {
          if (!checks.containsKey(id)) {
            stop(draft, ref, id, check);
          }
        });
    callPerson(draft, ref, checks);
    if (checks.values().stream().allMatch(check -> check.kind() == Check.Kind.PASSED)) {
      Requirements.met(draft, ref, Draft.US);
    } else {
      Requirements.put(draft, ref, new Checking(present.since(), checks));
    }
  }

  /// A gate that cannot say goes on measuring, and a person may have to look.
  private static void callPerson(Draft draft, Ref ref, Map<ClusterId, Check> checks) {
    List<String> inconclusive =
        checks.entrySet().stream()
            .filter(entry -> entry.getValue().kind() == Check.Kind.INCONCLUSIVE)
            .map(entry -> entry.getKey() + " " + entry.getValue().message())
            .toList();
    if (inconclusive.isEmpty()) {
      draft.release(Hold.Kind.NEEDS_PERSON, ref.subject(draft));
    } else {
      draft.hold(
          Hold.Kind.NEEDS_PERSON,
          ref.subject(draft),
          "inconclusive: " + String.join(", ", inconclusive),
          Draft.US);
    }
  }

  static void started(Draft draft, GateStarted event) {
    Optional<Ref> found = find(draft, event.key(), event);
    if (found.isPresent()) {
      Check check = check(draft, found.get(), event.key().member());
      if (check.deadline().equals(Instant.MAX)) {
        Instant deadline = event.countsFrom().plus(timeout(draft, event.key().member()));
        Check next = new Check(check.kind(), deadline, check.message());
        put(draft, found.get(), event.key().member(), next);
      }
    }
  }

  /// The time-out of the gate of the phase that the member has come to.
  private static Duration timeout(Draft draft, ClusterId member) {
    return draft.phaseSpec(draft.member(member)).gateTimeout();
  }

  static void judged(Draft draft, GateJudged event) {
    find(draft, event.key(), event).ifPresent(ref -> judged(draft, ref, event));
  }

  private static void judged(Draft draft, Ref ref, GateJudged event) {
    ClusterId id = event.key().member();
    switch (event.verdict()) {
      case Verdict.Pass(var sentence) -> {
        if (event.last()) {
          Instant deadline = check(draft, ref, id).deadline();
          put(draft, ref, id, new Check(Check.Kind.PASSED, deadline, Pace.kept(sentence)));
        }
      }
      case Verdict.Fail(var sentence) -> {
        if (event.last()) {
          PhaseFlow.failed(draft, id, MemberState.Cause.GATE_FAILED, sentence);
        }
      }
      case Verdict.Inconclusive _, Verdict.Errored _ -> {
        Check.Kind kind = event.last() ? Check.Kind.INCONCLUSIVE : check(draft, ref, id).kind();
        inconclusive(draft, ref, id, new Said(kind, event.verdict()));
      }
    }
  }

  /// A limit of the gate's own is used up: a person is called now.
  static void held(Draft draft, GateHeld event) {
    Said said = new Said(Check.Kind.INCONCLUSIVE, event.verdict());
    find(draft, event.key(), event)
        .ifPresent(ref -> inconclusive(draft, ref, event.key().member(), said));
  }

  private record Said(Check.Kind kind, Verdict verdict) {}

  private static void inconclusive(Draft draft, Ref ref, ClusterId id, Said said) {
    String why = Pace.kept(GateFlow.sentence(said.verdict()));
    put(draft, ref, id, new Check(said.kind(), check(draft, ref, id).deadline(), why));
  }

  /// Asks again for every gate run of the waves that is open.
  static void restart(Draft draft) {
    for (Ref ref : open(draft)) {
      if (Requirements.state(draft, ref) instanceof Checking(_, var checks)
          && Requirements.spec(draft, ref) instanceof RolloutSpec.Requirement.GateCheck(var gate)) {
        checks.forEach((id, check) -> {
          if (check.kind() != Check.Kind.PASSED) {
            start(draft, ref, draft.member(id), gate);
          }
        });
      }
    }
  }

  static void stopAll(Draft draft, int wave) {
    for (Ref ref : open(draft)) {
      if (ref.wave() == wave && Requirements.state(draft, ref) instanceof Checking(_, var checks)) {
        checks.forEach((id, check) -> stop(draft, ref, id, check));
      }
    }
  }

  /// The requirements that are gate runs under way.
  static List<Ref> open(Draft draft) {
    List<Ref> open = new ArrayList<>();
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      WaveState state = draft.wave(wave);
      for (int index = 0; index < state.before().size(); index++) {
        if (state.before().get(index) instanceof Checking) {
          open.add(new Ref(wave, Place.BEFORE, index));
        }
      }
      for (int index = 0; index < state.after().size(); index++) {
        if (state.after().get(index) instanceof Checking) {
          open.add(new Ref(wave, Place.AFTER, index));
        }
      }
    }
    return open;
  }

  private static List<Member> concerned(Draft draft, Ref ref) {
    return draft.membersOf(ref.wave()).stream()
        .filter(member ->
            ref.place() == Place.AFTER
                ? member.state() instanceof MemberState.Succeeded
                : member.state() instanceof MemberState.Pending
                    && !member.touched()
                    && member.watch().reach() != Reach.DOWN)
        .toList();
  }

  private static Check late(Draft draft, Check check) {
    return check.kind() == Check.Kind.MEASURING && !draft.now().isBefore(check.deadline())
        ? new Check(Check.Kind.INCONCLUSIVE, check.deadline(), check.message())
        : check;
  }

  private static GateKey key(Draft draft, Ref ref, ClusterId member) {
    WaveState wave = draft.wave(ref.wave());
    return new GateKey(
        draft.run(), member, ref.place(), wave.name(), ref.index(), wave.round() + 1);
  }

  private static void start(Draft draft, Ref ref, Member member, GateRef gate) {
    draft.act(new Action.StartGate(key(draft, ref, member.id()), gate, notBefore(draft, member)));
  }

  private static void stop(Draft draft, Ref ref, ClusterId id, Check check) {
    if (check.kind() != Check.Kind.PASSED) {
      draft.act(new Action.StopGate(key(draft, ref, id)));
    }
  }

  /// The member's own completion and settle; without a trigger only `maxAge` bounds the gate.
  private static Instant notBefore(Draft draft, Member member) {
    return member.begun() && member.track().step() instanceof TriggerStep.Done(_, _, var at, _)
        ? at.plus(draft.phaseSpec(member).settle())
        : Instant.EPOCH;
  }

  private static Optional<Ref> find(Draft draft, GateKey key, RolloutEvent event) {
    Optional<Ref> found =
        open(draft).stream()
            .filter(ref -> ref.place() == key.place() && ref.index() == key.index())
            .filter(ref -> key(draft, ref, key.member()).equals(key))
            .filter(ref ->
                Requirements.state(draft, ref) instanceof Checking(_, var checks)
                    && checks.containsKey(key.member())
                    && concerned(draft, ref).contains(draft.member(key.member())))
            .findFirst();
    if (found.isEmpty()) {
      draft.overtaken(event);
    }
    return found;
  }

  private static Check check(Draft draft, Ref ref, ClusterId id) {
    return Optional.ofNullable(((Checking) Requirements.state(draft, ref)).checks().get(id))
        .orElseThrow();
  }

  private static void put(Draft draft, Ref ref, ClusterId id, Check next) {
    Checking checking = (Checking) Requirements.state(draft, ref);
    Map<ClusterId, Check> checks = new LinkedHashMap<>(checking.checks());
    checks.put(id, next);
    Requirements.put(draft, ref, new Checking(checking.since(), checks));
  }
}
