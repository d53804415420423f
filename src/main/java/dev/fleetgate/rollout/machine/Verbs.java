package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent.VerbAsked;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import java.util.Optional;

/// What people ask for. A verb that is not legal now is refused with the reason, and changes
/// nothing.
final class Verbs {
  private Verbs() {}

  static void asked(Draft draft, VerbAsked event) {
    Optional<Mismatch> refusal =
        switch (event.verb()) {
          case PAUSE -> pause(draft, event);
          case RESUME -> resume(draft, event);
          case APPROVE -> approve(draft, event);
          case REJECT -> reject(draft, event);
          case ABORT -> abort(draft, event);
          case ROLLBACK -> rollback(draft, event);
          case RETRY -> Retrying.retry(draft, event);
        };
    refusal.ifPresent(why -> refuse(draft, event.verb(), why));
  }

  static void refuse(Draft draft, Verb verb, Mismatch why) {
    draft.act(new Action.Refuse(verb, why));
  }

  private static boolean is(Draft draft, RolloutState.Phase phase) {
    return draft.phase() == phase;
  }

  private static Optional<Mismatch> phase(Draft draft, String expected) {
    return mismatch("the run is " + draft.phase().written(), expected);
  }

  private static Optional<Mismatch> mismatch(String found, String expected) {
    return Optional.of(new Mismatch(found, expected));
  }

  private static Optional<Mismatch> pause(Draft draft, VerbAsked event) {
    if (!draft.running() && !is(draft, RolloutState.Phase.ROLLING_BACK)) {
      return phase(draft, "Running or RollingBack");
    }
    if (draft.held(Hold.Kind.PAUSED)) {
      return mismatch("the run is paused already", "not paused");
    }
    draft.hold(Hold.Kind.PAUSED, "", event.actor().why(), event.actor().who());
    return Optional.empty();
  }

  private static Optional<Mismatch> resume(Draft draft, VerbAsked event) {
    if (!draft.held(Hold.Kind.PAUSED) && !draft.held(Hold.Kind.HALTED)) {
      return mismatch(
          "the run is " + draft.phase().written() + ", neither paused nor halted",
          "Paused or Halted");
    }
    draft.releaseAll(hold -> hold.kind() == Hold.Kind.PAUSED || hold.kind() == Hold.Kind.HALTED);
    Budgets.accept(draft);
    AlertFlow.accept(draft);
    draft.decide(event.actor().who(), "resumed", event.actor().why());
    return Optional.empty();
  }

  private static Optional<Mismatch> approve(Draft draft, VerbAsked event) {
    Optional<Requirements.Ref> approval = Requirements.approval(draft);
    if (!draft.running() || approval.isEmpty()) {
      return mismatch("no approval is asked for", "AwaitingApproval");
    }
    Requirements.met(draft, approval.get(), event.actor().who());
    draft.decide(event.actor().who(), "approved", event.actor().why());
    return Optional.empty();
  }

  private static Optional<Mismatch> reject(Draft draft, VerbAsked event) {
    if (!draft.running() || Requirements.approval(draft).isEmpty()) {
      return mismatch("no approval is asked for", "AwaitingApproval");
    }
    Rejecting.enter(draft, event.actor().who(), event.actor().why());
    return Optional.empty();
  }

  /// Of a rollback, what has not begun is given up.
  private static Optional<Mismatch> abort(Draft draft, VerbAsked event) {
    if (is(draft, RolloutState.Phase.ROLLING_BACK)) {
      draft.decide(event.actor().who(), "gave up the rest of the rollback", event.actor().why());
      Undoing.giveUp(draft, event.actor().who() + ": " + event.actor().why());
      return Optional.empty();
    }
    if (!draft.running()) {
      return phase(draft, "Running or RollingBack");
    }
    Aborting.enter(draft, event.actor().who(), event.actor().why());
    return Optional.empty();
  }

  private static Optional<Mismatch> rollback(Draft draft, VerbAsked event) {
    if (!draft.running()) {
      return phase(draft, "Running");
    }
    Undoing.enter(draft, 0, event.actor().who(), event.actor().why());
    return Optional.empty();
  }
}
