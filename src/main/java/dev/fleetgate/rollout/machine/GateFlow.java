package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Gating;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.GateHeld;
import dev.fleetgate.rollout.RolloutEvent.GateJudged;
import dev.fleetgate.rollout.RolloutEvent.GateStarted;
import dev.fleetgate.rollout.Wait;
import java.time.Instant;
import java.util.Optional;

/// Gates of phases. A pass needs a Pass of an ended gate run; what is not evidence waits. Past
/// `gateTimeout`, or at once when the gate says that a limit of its own is used up, the member is
/// held, keeps its slot and goes on measuring.
final class GateFlow {
  private GateFlow() {}

  static void started(Draft draft, GateStarted event) {
    Optional<Member> member = find(draft, event.key(), event);
    if (member.isPresent()
        && member.get().state() instanceof Gating(var waiting, var deadline)
        && deadline.equals(Instant.MAX)) {
      Instant end = event.countsFrom().plus(draft.phaseSpec(member.get()).gateTimeout());
      draft.move(member.get().id(), new Gating(waiting, end));
    }
  }

  static void judged(Draft draft, GateJudged event) {
    find(draft, event.key(), event).ifPresent(member -> judged(draft, member, event));
  }

  /// A limit of the gate's own is used up.
  static void held(Draft draft, GateHeld event) {
    find(draft, event.key(), event)
        .ifPresent(member -> inconclusive(draft, member, sentence(event.verdict()), true));
  }

  /// What is not evidence, in words.
  static String sentence(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Inconclusive(var reason, var sentence) -> reason.written() + ": " + sentence;
      case Verdict.Errored(var sentence) -> "Errored: " + sentence;
      case Verdict.Pass _, Verdict.Fail _ -> verdict.sentence();
    };
  }

  private static void judged(Draft draft, Member member, GateJudged event) {
    switch (event.verdict()) {
      case Verdict.Pass(var sentence) -> {
        if (event.last()) {
          draft.decide(Draft.US, "gate passed on " + member.id(), sentence);
          PhaseFlow.passed(draft, member.id());
        }
      }
      case Verdict.Fail(var sentence) -> {
        if (event.last()) {
          PhaseFlow.failed(draft, member.id(), MemberState.Cause.GATE_FAILED, sentence);
        }
      }
      case Verdict.Inconclusive _, Verdict.Errored _ ->
          inconclusive(draft, member, sentence(event.verdict()), event.last());
    }
  }

  private static void inconclusive(Draft draft, Member member, String why, boolean hold) {
    Wait waiting = ((MemberState.Waiting) member.state()).waiting();
    Wait next = new Wait(waiting.reason(), Pace.kept(why), waiting.since(), waiting.lookAgainAt());
    if (member.state() instanceof Gating(_, var deadline)) {
      if (hold) {
        hold(draft, member, why);
      } else {
        draft.move(member.id(), new Gating(next, deadline));
      }
    } else {
      draft.move(member.id(), new Held(Held.Reason.INCONCLUSIVE, next));
    }
  }

  /// Neither failed nor succeeded.
  static void hold(Draft draft, Member member, String why) {
    draft.move(
        member.id(),
        new Held(
            Held.Reason.INCONCLUSIVE, draft.waits(Wait.Reason.INCONCLUSIVE, why, Pace.WATCHDOG)));
    draft.decide(Draft.US, "member " + member.id() + " held: inconclusive", why);
  }

  /// The member whose phase gate this is, while it waits for it.
  private static Optional<Member> find(Draft draft, GateKey key, RolloutEvent event) {
    Optional<Member> found =
        draft
            .find(key.member())
            .filter(member -> member.begun() && waits(member))
            .filter(member -> Tracks.gateKey(draft, member).equals(key));
    if (found.isEmpty()) {
      draft.overtaken(event);
    }
    return found;
  }

  private static boolean waits(Member member) {
    return !(member.state() instanceof MemberState.Unreachable) && PhaseFlow.measuring(member);
  }
}
