package dev.fleetgate.gates;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The result of one step of a gate run.
///
/// @param next the run afterwards; the same object if nothing moved
/// @param actions what the shell does now, in this order; may be empty
/// @param lookAgainAt when to send [GateEvent.Tick] if no event comes first; empty when only an
///   event can move it
public record GateTransition(
    GateRun next, List<GateAction> actions, Optional<Instant> lookAgainAt) {
  public GateTransition {
    Objects.requireNonNull(next);
    actions = List.copyOf(actions);
    Objects.requireNonNull(lookAgainAt);
  }
}
