package dev.fleetgate.cli;

import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.Wait;

/// What a member's state says, for people.
final class Sentences {
  private Sentences() {}

  static String of(MemberState state) {
    return switch (state) {
      case MemberState.Succeeded _, MemberState.Undone _ -> "";
      case MemberState.Failed(_, var message, _) -> message;
      case MemberState.TimedOut(var message, _, _) -> message;
      case MemberState.Stopped(var message, _) -> message;
      case MemberState.UndoFailed(var message, _) -> message;
      case MemberState.UndoImpossible(var message, _, _) -> message;
      case MemberState.Waiting waiting -> of(waiting.waiting());
    };
  }

  private static String of(Wait wait) {
    return wait.detail().isEmpty()
        ? wait.reason().written()
        : wait.reason().written() + ", " + wait.detail();
  }
}
