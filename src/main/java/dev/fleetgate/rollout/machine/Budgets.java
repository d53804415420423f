package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.WaveState.Accepted;
import java.util.List;

/// Counts a wave's members and judges its budget. A breach is strictly more than allowed, and
/// strictly more than a resume has accepted.
final class Budgets {
  private Budgets() {}

  /// How the members of a wave stand.
  record Counts(int failed, int unreachable, int succeeded) {
    static Counts of(List<Member> members) {
      int failed = 0;
      int unreachable = 0;
      int succeeded = 0;
      for (Member member : members) {
        failed += member.state().countsAsFailed() ? 1 : 0;
        unreachable += member.state() instanceof MemberState.Unreachable ? 1 : 0;
        succeeded += member.state() instanceof MemberState.Succeeded ? 1 : 0;
      }
      return new Counts(failed, unreachable, succeeded);
    }
  }

  /// Judges every wave that is under way.
  static void judge(Draft draft) {
    for (int index = 0; index < draft.waveCount() && draft.running(); index++) {
      switch (draft.wave(index).phase()) {
        case BEFORE, ROLLING, AFTER, BREACHED -> judge(draft, index);
        case PENDING, PASSED -> {
          // nothing counts
        }
      }
    }
  }

  private static void judge(Draft draft, int index) {
    WaveState wave = draft.wave(index);
    Counts counts = Counts.of(draft.membersOf(index));
    Limits limits = draft.limits(index);
    Accepted accepted = wave.accepted();
    boolean breached = wave.phase() == WaveState.Phase.BREACHED;
    OnBreach onBreach = draft.spec().onBreach();
    if (counts.failed() > Math.max(limits.maxFailed(), accepted.failed())) {
      if (!breached || onBreach.action() != Response.HALT) {
        draft.move(index, WaveState.Phase.BREACHED);
        respond(
            draft,
            onBreach.action(),
            index,
            sentence(wave, counts.failed(), "failed", "maxFailed " + limits.maxFailed()));
      }
    } else if (!breached
        && counts.unreachable() > Math.max(limits.maxUnreachable(), accepted.unreachable())) {
      halt(
          draft,
          index,
          sentence(
              wave,
              counts.unreachable(),
              "unreachable",
              "maxUnreachable " + limits.maxUnreachable()));
    }
  }

  /// Judges `minSucceeded`, once no member can still move. Missed, it halts and never rolls back.
  ///
  /// @return whether the wave may go on
  static boolean enough(Draft draft, int index) {
    WaveState wave = draft.wave(index);
    int succeeded = Counts.of(draft.membersOf(index)).succeeded();
    int missing = draft.limits(index).minSucceeded() - succeeded;
    if (missing <= Math.max(0, wave.accepted().missing())) {
      return true;
    }
    halt(
        draft,
        index,
        String.format(
            "wave %s: %d succeeded of %d (expected: >= minSucceeded %d)",
            wave.name(), succeeded, wave.members().size(), draft.limits(index).minSucceeded()));
    return false;
  }

  private static void halt(Draft draft, int index, String why) {
    draft.move(index, WaveState.Phase.BREACHED);
    draft.hold(Hold.Kind.HALTED, subject(draft, index), why, Draft.US);
  }

  private static void respond(Draft draft, Response response, int index, String why) {
    Responses.respond(draft, response, new Responses.Cause(index, subject(draft, index), why));
  }

  /// From which wave on a rollback undoes.
  static int scope(Draft draft, int wave) {
    return draft.spec().onBreach().scope() == Scope.RUN ? 0 : wave;
  }

  /// What a person accepts by resuming: all counts as they are.
  static void accept(Draft draft) {
    for (int index = 0; index < draft.waveCount(); index++) {
      WaveState wave = draft.wave(index);
      if (wave.phase() != WaveState.Phase.PENDING && wave.phase() != WaveState.Phase.PASSED) {
        Counts counts = Counts.of(draft.membersOf(index));
        int missing =
            wave.phase() == WaveState.Phase.BREACHED && Waves.complete(draft, index)
                ? Math.max(0, draft.limits(index).minSucceeded() - counts.succeeded())
                : wave.accepted().missing();
        draft.put(
            index, wave.withAccepted(new Accepted(counts.failed(), counts.unreachable(), missing)));
      }
    }
  }

  private static String subject(Draft draft, int index) {
    return "wave " + draft.wave(index).name();
  }

  private static String sentence(WaveState wave, int count, String what, String allowed) {
    return String.format(
        "wave %s: %d %s of %d (expected: <= %s)",
        wave.name(), count, what, wave.members().size(), allowed);
  }
}
