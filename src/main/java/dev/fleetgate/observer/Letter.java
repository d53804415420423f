package dev.fleetgate.observer;

import dev.fleetgate.rollout.RolloutEvent;
import java.util.List;
import java.util.Optional;

/// What the mailbox of a run brings to its loop.
sealed interface Letter {
  /// What happened, in this order.
  record Events(List<RunLoop.Told> told) implements Letter {
    public Events {
      told = List.copyOf(told);
    }
  }

  /// The alert log may hold entries that the run has not stepped.
  record Alerts() implements Letter {}

  /// Time to write what was grouped.
  record Flush() implements Letter {}

  /// One event.
  static Events of(RolloutEvent event) {
    return new Events(List.of(new RunLoop.Told(event, Optional.empty())));
  }

  /// A verb that a caller waits for.
  static Events of(RolloutEvent.VerbAsked verb, RunLoop.VerbTicket ticket) {
    return new Events(List.of(new RunLoop.Told(verb, Optional.of(ticket))));
  }

  /// Whether an event overtakes the others: verbs and alerts do.
  static boolean urgent(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.VerbAsked _,
          RolloutEvent.AlertReceived _,
          RolloutEvent.AlertsRead _,
          RolloutEvent.AlertsUnreadable _ ->
          true;
      case RolloutEvent.Tick _,
          RolloutEvent.Restarted _,
          RolloutEvent.OfTrigger _,
          RolloutEvent.GateStarted _,
          RolloutEvent.GateJudged _,
          RolloutEvent.GateHeld _,
          RolloutEvent.ReachChanged _,
          RolloutEvent.ProofChanged _,
          RolloutEvent.ProbeRound _ ->
          false;
    };
  }
}
