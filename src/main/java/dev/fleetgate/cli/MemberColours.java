package dev.fleetgate.cli;

import dev.fleetgate.rollout.MemberState;

/// What the state of a member says at a glance.
final class MemberColours {
  private MemberColours() {}

  static Screen.Colour of(MemberState state) {
    return switch (state) {
      case MemberState.Succeeded _, MemberState.Undone _ -> Screen.Colour.GOOD;
      case MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          Screen.Colour.BAD;
      case MemberState.Held _, MemberState.Unreachable _ -> Screen.Colour.WAITING;
      case MemberState.Pending _,
          MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _ ->
          Screen.Colour.QUIET;
    };
  }
}
