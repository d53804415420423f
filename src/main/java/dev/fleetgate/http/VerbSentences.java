package dev.fleetgate.http;

import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.util.function.Predicate;

/// What a verb will do, in numbers, before somebody confirms it.
final class VerbSentences {
  private VerbSentences() {}

  static String of(Verb verb, RolloutState state) {
    String running = members(count(state, VerbSentences::inFlight));
    String touched = members(state.touches());
    return switch (verb) {
      case PAUSE -> "No new trigger is sent. " + running + " in flight run on to their gate.";
      case RESUME ->
          "Triggers are sent again. What has failed so far (%s), what is unreachable (%s) and the alerts that fire now are accepted; only more than that halts again."
              .formatted(
                  count(state, member -> member.state().countsAsFailed()),
                  count(state, member -> member.state() instanceof MemberState.Unreachable));
      case APPROVE -> "The approval of " + awaiting(state) + " is given, and the run goes on.";
      case REJECT ->
          "The run ends as Rejected. " + touched + " that were touched stay as they are.";
      case ABORT ->
          state.phase() == RolloutState.Phase.ROLLING_BACK
              ? "The rest of the rollback is given up; what is not undone stays as it is."
              : "No further trigger is sent, ever. %s in flight are asked to stop, nothing is undone."
                  .formatted(running);
      case ROLLBACK ->
          "%s that were touched are undone, the last touched first; %s in flight are asked to stop before."
              .formatted(touched, running);
      case RETRY ->
          "%s that failed, timed out, are held or unreachable are tried again."
              .formatted(members(count(state, VerbSentences::again)));
    };
  }

  /// A number of members, in words.
  static String members(long count) {
    return count + (count == 1 ? " member" : " members");
  }

  private static long count(RolloutState state, Predicate<Member> which) {
    return state.members().values().stream().filter(which).count();
  }

  private static boolean inFlight(Member member) {
    return switch (member.state()) {
      case MemberState.Triggering _, MemberState.Settling _, MemberState.Gating _ -> true;
      case MemberState.Pending _,
          MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Unreachable _,
          MemberState.Held _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          false;
    };
  }

  private static boolean again(Member member) {
    return member.state().countsAsFailed()
        || member.state() instanceof MemberState.Held
        || member.state() instanceof MemberState.Unreachable;
  }

  private static String awaiting(RolloutState state) {
    return state.waves().stream()
        .filter(
            wave -> wave.phase() == WaveState.Phase.BEFORE || wave.phase() == WaveState.Phase.AFTER)
        .map(wave -> "wave " + wave.name() + " (" + members(wave.members().size()) + ")")
        .findFirst()
        .orElse("the run");
  }
}
