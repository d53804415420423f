package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The result of one step.
///
/// @param next the state afterwards; the same object if nothing moved
/// @param actions what the shell performs, in this order, once `next` is written; may be empty
/// @param lookAgainAt when to step again with a Tick if no event comes first; empty when the run is
///   over
public record Transition(RolloutState next, List<Action> actions, Optional<Instant> lookAgainAt) {
  public Transition {
    Objects.requireNonNull(next);
    actions = List.copyOf(actions);
    Objects.requireNonNull(lookAgainAt);
  }
}
