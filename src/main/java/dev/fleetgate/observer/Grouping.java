package dev.fleetgate.observer;

import dev.fleetgate.rollout.RolloutEvent;

/// Which changes of a run may stay unwritten for a moment.
final class Grouping {
  private Grouping() {}

  /// Whether nothing outside waits for what the event changes.
  static boolean groupable(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Tick _,
          RolloutEvent.ReachChanged _,
          RolloutEvent.ProofChanged _,
          RolloutEvent.ProbeRound _,
          RolloutEvent.GateStarted _ ->
          true;
      case RolloutEvent.GateJudged(_, _, var last) -> !last;
      case RolloutEvent.VerbAsked _,
          RolloutEvent.GateHeld _,
          RolloutEvent.AlertReceived _,
          RolloutEvent.AlertsRead _,
          RolloutEvent.AlertsUnreadable _,
          RolloutEvent.Restarted _,
          RolloutEvent.OfTrigger _ ->
          false;
    };
  }
}
