package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.OfTrigger;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import java.util.Optional;

/// Finds the trigger that an event is about, and moves its step.
final class Tracks {
  private Tracks() {}

  /// One trigger of a member: of its current attempt in a phase.
  record Ref(ClusterId member, int phase, Direction direction) {}

  static Ref current(Member member) {
    return new Ref(member.id(), member.phase(), Direction.DO);
  }

  static TriggerKey key(Draft draft, Ref ref) {
    PhaseTrack track = draft.member(ref.member()).tracks().get(ref.phase());
    int attempt =
        switch (ref.direction()) {
          case DO -> track.attempt();
          case UNDO -> track.undoAttempt();
        };
    String phase = draft.spec().phases().get(ref.phase()).name();
    return new TriggerKey(draft.run(), ref.member(), phase, attempt, ref.direction());
  }

  static GateKey gateKey(Draft draft, Member member) {
    return new GateKey(
        draft.run(),
        member.id(),
        GateKey.Place.PHASE,
        draft.phaseSpec(member).name(),
        0,
        member.track().attempt());
  }

  static Trigger trigger(Draft draft, Ref ref) {
    return draft.spec().phases().get(ref.phase()).trigger();
  }

  /// The trigger of that key, if it is of this run and of the current attempt.
  static Optional<Ref> find(Draft draft, TriggerKey key) {
    Optional<Member> member = draft.find(key.member());
    if (member.isEmpty() || !key.run().equals(draft.run())) {
      return Optional.empty();
    }
    for (int phase = 0; phase < member.get().tracks().size(); phase++) {
      Ref ref = new Ref(key.member(), phase, key.action());
      if (key(draft, ref).equals(key) && step(draft, ref).isPresent()) {
        return Optional.of(ref);
      }
    }
    return Optional.empty();
  }

  /// The step; empty for an undo that is not wanted yet.
  static Optional<TriggerStep> step(Draft draft, Ref ref) {
    PhaseTrack track = draft.member(ref.member()).tracks().get(ref.phase());
    return switch (ref.direction()) {
      case DO -> Optional.of(track.step());
      case UNDO -> track.undo().stream().findFirst();
    };
  }

  static void move(Draft draft, Ref ref, TriggerStep next) {
    step(draft, ref).ifPresent(step -> LegalMoves.check(key(draft, ref).written(), step, next));
    Member member = draft.member(ref.member());
    PhaseTrack track = member.tracks().get(ref.phase());
    draft.put(
        member.withTrack(
            ref.phase(),
            switch (ref.direction()) {
              case DO -> track.withStep(next);
              case UNDO -> track.withUndo(next);
            }));
  }

  /// Writes that a send may have taken effect, or still may.
  static void altered(Draft draft, Ref ref) {
    Member member = draft.member(ref.member());
    PhaseTrack track = member.tracks().get(ref.phase());
    draft.put(member.withTrack(ref.phase(), track.withAltered()));
  }

  /// Writes the end of a trigger, and lets go of the object that was made for it.
  static void done(Draft draft, Ref ref, Outcome outcome, String message) {
    boolean made =
        outcome != Outcome.REFUSED && trigger(draft, ref).safety() == Trigger.Safety.NAMED;
    String kept = outcome == Outcome.SUCCEEDED ? "" : Pace.kept(message);
    move(draft, ref, new TriggerStep.Done(outcome, kept, draft.now(), !made));
    if (made) {
      draft.act(new Action.Release(key(draft, ref)));
    }
  }

  /// Whether the event is one that this trigger waits for; otherwise it was overtaken.
  static boolean expects(Draft draft, Ref ref, OfTrigger event) {
    Member member = draft.member(ref.member());
    TriggerStep step = step(draft, ref).orElseThrow();
    boolean sending = step instanceof TriggerStep.Sending;
    boolean preparing = step instanceof TriggerStep.Intended && atWork(member, ref);
    return switch (event) {
      case RolloutEvent.TriggerReleased _ ->
          step instanceof TriggerStep.Done(_, _, _, var released) && !released;
      case RolloutEvent.TriggerCleared _ -> draft.phase().terminal();
      case RolloutEvent.Prepared _, RolloutEvent.PreparationFailed _ -> preparing;
      case RolloutEvent.TriggerSent _ ->
          sending || (preparing && member.tracks().get(ref.phase()).touched());
      case RolloutEvent.TriggerRefused _,
          RolloutEvent.TriggerConflict _,
          RolloutEvent.TriggerLost _,
          RolloutEvent.TriggerAbsent _,
          RolloutEvent.TriggerUnknown _ ->
          sending;
      case RolloutEvent.TriggerProgress _ ->
          step instanceof TriggerStep.Sent && observed(member, ref);
      case RolloutEvent.StopDelivered _, RolloutEvent.StopFailed _ ->
          step instanceof TriggerStep.Sent && member.stop().open();
    };
  }

  private static boolean atWork(Member member, Ref ref) {
    return switch (ref.direction()) {
      case DO ->
          ref.phase() == member.phase()
              && (member.state() instanceof MemberState.Triggering
                  || SendFlow.heldBeforeSending(member));
      case UNDO -> member.state() instanceof MemberState.Undoing;
    };
  }

  /// Whether somebody still wants to know how the trigger ends.
  private static boolean observed(Member member, Ref ref) {
    return switch (ref.direction()) {
      case DO ->
          ref.phase() == member.phase()
              && (member.stop().open()
                  || member.state() instanceof MemberState.Triggering
                  || member.state() instanceof MemberState.Unreachable);
      case UNDO ->
          member.state() instanceof MemberState.Undoing
              || member.state() instanceof MemberState.UndoPending;
    };
  }
}
