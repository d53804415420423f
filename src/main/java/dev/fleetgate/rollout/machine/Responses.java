package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutSpec.Response;

/// Does what a breach or an alert asks for.
final class Responses {
  private Responses() {}

  /// Why.
  ///
  /// @param wave index of the wave concerned
  /// @param subject of the hold, if it halts
  record Cause(int wave, String subject, String why) {}

  static void respond(Draft draft, Response response, Cause cause) {
    switch (response) {
      case HALT -> draft.hold(Hold.Kind.HALTED, cause.subject(), cause.why(), Draft.US);
      case ABORT -> Aborting.enter(draft, Draft.US, cause.why());
      case ROLLBACK ->
          Undoing.enter(draft, Budgets.scope(draft, cause.wave()), Draft.US, cause.why());
    }
  }
}
