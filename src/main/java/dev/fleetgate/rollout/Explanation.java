package dev.fleetgate.rollout;

import java.time.Instant;

/// Why a member is where it is, for people.
///
/// @param reason a word from a closed set; empty where the state says it all
/// @param sentence a whole sentence; empty where the state says it all
/// @param since from when on; of an ended member when it ended
/// @param lookAgainAt when it is looked at again at the latest; [Instant#MAX] if nothing is waited
///   for
public record Explanation(String reason, String sentence, Instant since, Instant lookAgainAt) {
  /// Why a member of a run is where it is: of an ended run, what has not begun waits for nothing.
  public static Explanation of(RolloutState run, Member member) {
    Explanation own = of(member.state());
    if (!run.phase().terminal()) {
      return own;
    }
    String end = "the run ended as " + run.phase().written();
    return switch (member.state()) {
      case MemberState.Pending _ ->
          ended("", member.touched() ? end : "untouched: " + end, run.phaseSince());
      case MemberState.UndoPending _ -> ended("", "not undone: " + end, run.phaseSince());
      case MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Unreachable _,
          MemberState.Held _,
          MemberState.Undoing _,
          MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Stopped _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          own;
    };
  }

  public static Explanation of(MemberState state) {
    return switch (state) {
      case MemberState.Pending(var wait) -> waiting(wait);
      case MemberState.Triggering(var wait) -> waiting(wait);
      case MemberState.Settling(var wait) -> waiting(wait);
      case MemberState.Gating(var wait, _) -> waiting(wait);
      case MemberState.Unreachable(var wait, _) -> waiting(wait);
      case MemberState.Held(_, var wait) -> waiting(wait);
      case MemberState.UndoPending(var wait) -> waiting(wait);
      case MemberState.Undoing(var wait) -> waiting(wait);
      case MemberState.Succeeded(var at) -> ended("", "", at);
      case MemberState.Failed(var cause, var message, var at) ->
          ended(cause.written(), message, at);
      case MemberState.TimedOut(var message, var at, var over) ->
          ended(over ? "" : "StillRunning", message, at);
      case MemberState.Stopped(var message, var at) -> ended("", message, at);
      case MemberState.Undone(var at) -> ended("", "", at);
      case MemberState.UndoFailed(var message, var at) -> ended("", message, at);
      case MemberState.UndoImpossible(var message, var at, var accepted) ->
          ended(accepted ? "Accepted" : "", message, at);
    };
  }

  private static Explanation ended(String reason, String message, Instant at) {
    return new Explanation(reason, message, at, Instant.MAX);
  }

  private static Explanation waiting(Wait wait) {
    return new Explanation(
        wait.reason().written(), sentence(wait), wait.since(), wait.lookAgainAt());
  }

  private static String sentence(Wait wait) {
    if (wait.reason() == Wait.Reason.RUN_HELD && wait.detail().equals(Hold.Kind.PAUSED.written())) {
      return "the run is paused";
    }
    String sentence = sentence(wait.reason());
    return wait.detail().isEmpty() ? sentence : sentence + ": " + wait.detail();
  }

  private static String sentence(Wait.Reason reason) {
    return switch (reason) {
      case WAVE_NOT_BEGUN -> "its wave has not begun";
      case NO_SLOT -> "as many members of the wave are in flight as maxConcurrency allows";
      case START_SPREAD -> "the starts of members that go together are spread, ten in a second";
      case RUN_HELD -> "the run is held";
      case MONITORING_UNPROVEN -> "its monitoring is not proven in effect";
      case PREPARING -> "what is there now is recorded before the trigger is sent";
      case NOT_PREPARED -> "the target could not be prepared, and is tried again";
      case RESOLVING -> "it is found out whether the request arrived";
      case TRIGGER_RUNNING -> "the trigger was sent and is not observed done";
      case STOPPING -> "it was asked to stop and is not observed ended";
      case SETTLING -> "time to settle, in which nothing is measured";
      case MEASURING -> "the gate measures";
      case INCONCLUSIVE -> "the gate cannot say";
      case UNKNOWN -> "whether the trigger was sent cannot be known, and a person decides";
      case ALERTS_UNREADABLE -> "the alerts that fire before the trigger cannot be read";
      case IDENTITY_CHANGED -> "the cluster behind the name is not the one recorded";
      case UNREACHABLE -> "its API server does not answer";
      case APPROVAL -> "a person has to approve";
      case SOAK -> "the wave's members are watched for a while";
      case UNDO_ORDER -> "members that were touched later are undone first";
    };
  }
}
