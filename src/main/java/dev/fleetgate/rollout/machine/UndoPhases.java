package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Undoes one member, its phases in reverse. A phase that changes nothing is passed over; one that
/// cannot be undone ends the member there, unless the document accepts it.
///
/// The undo step of a phase ends as Done: SUCCEEDED is undone, REFUSED is impossible, FAILED is a
/// failure of the undo.
final class UndoPhases {
  private UndoPhases() {}

  /// The last touched phase whose undo is not over; empty when the member has come to its end.
  static Optional<Integer> openPhase(Draft draft, Member member) {
    for (int phase = member.tracks().size() - 1; phase >= 0; phase--) {
      PhaseTrack track = member.tracks().get(phase);
      PhaseSpec spec = draft.spec().phases().get(phase);
      if (touched(track) && spec.undo() != Undo.NONE) {
        if (track.undo().isEmpty() || open(track.undo().getFirst())) {
          return Optional.of(phase);
        }
        if (!passedOver(spec, track.undo().getFirst())) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// Whether a send may have taken effect; one that was refused by its target has not.
  private static boolean touched(PhaseTrack track) {
    return track.traces().altered() || track.step() instanceof TriggerStep.Sending;
  }

  private static boolean open(TriggerStep step) {
    return switch (step) {
      case TriggerStep.Intended _, TriggerStep.Sending _, TriggerStep.Sent _ -> true;
      case TriggerStep.Done _, TriggerStep.Unknown _ -> false;
    };
  }

  private static boolean passedOver(PhaseSpec spec, TriggerStep step) {
    return step instanceof TriggerStep.Done(var outcome, _, _, _)
        && (outcome == Outcome.SUCCEEDED || (outcome == Outcome.REFUSED && spec.acceptNoUndo()));
  }

  /// Whether an undo may be at work on the target.
  static boolean inFlight(Member member) {
    return member.tracks().stream()
        .flatMap(track -> track.undo().stream())
        .anyMatch(step -> step instanceof TriggerStep.Sending || step instanceof TriggerStep.Sent);
  }

  /// Takes the member on to its next phase, or to its end.
  static void goOn(Draft draft, ClusterId id) {
    Optional<Integer> phase = openPhase(draft, draft.member(id));
    if (phase.isEmpty()) {
      draft.move(id, end(draft, draft.member(id)));
      draft.decide(Draft.US, "member " + id + " " + draft.member(id).state().written(), "");
      return;
    }
    Ref ref = new Ref(id, phase.get(), Direction.UNDO);
    Optional<TriggerStep> step = Tracks.step(draft, ref);
    if (step.isEmpty()) {
      begin(draft, ref);
    } else {
      resume(draft, ref, step.get());
    }
  }

  private static void begin(Draft draft, Ref ref) {
    if (!Tracks.trigger(draft, ref).undoable()) {
      String message = "a " + Tracks.trigger(draft, ref).kind() + " has no undo";
      set(draft, ref, new TriggerStep.Done(Outcome.REFUSED, message, draft.now(), true));
      goOn(draft, ref.member());
    } else if (draft.held(Hold.Kind.PAUSED)) {
      Undoing.pend(draft, ref.member(), draft.waits(Wait.Reason.RUN_HELD, "Paused", Pace.IDLE));
    } else {
      set(draft, ref, new TriggerStep.Intended(draft.now()));
      Undoing.prepare(draft, ref);
    }
  }

  private static void resume(Draft draft, Ref ref, TriggerStep step) {
    switch (step) {
      case TriggerStep.Intended _ -> Undoing.prepare(draft, ref);
      case TriggerStep.Sending _ -> {
        Undoing.working(draft, ref.member(), Wait.Reason.RESOLVING, Pace.WATCHDOG);
        draft.act(new Action.Resolve(Tracks.key(draft, ref), draft.now()));
      }
      case TriggerStep.Sent _ -> {
        Undoing.working(draft, ref.member(), Wait.Reason.TRIGGER_RUNNING, Pace.WATCHDOG);
        draft.act(new Action.Poll(Tracks.key(draft, ref), draft.now()));
      }
      case TriggerStep.Done _, TriggerStep.Unknown _ ->
          throw new IllegalStateException("the undo is over: " + step);
    }
  }

  /// Writes a step where none was, or ends one without anything having been sent.
  static void set(Draft draft, Ref ref, TriggerStep next) {
    Member member = draft.member(ref.member());
    draft.put(member.withTrack(ref.phase(), member.tracks().get(ref.phase()).withUndo(next)));
  }

  private static MemberState end(Draft draft, Member member) {
    List<String> impossible = new ArrayList<>();
    boolean accepted = true;
    for (int phase = member.tracks().size() - 1; phase >= 0; phase--) {
      PhaseSpec spec = draft.spec().phases().get(phase);
      for (TriggerStep step : member.tracks().get(phase).undo()) {
        switch (step) {
          case TriggerStep.Unknown(var message, _) -> {
            return failed(draft, spec, "it is unknown whether it was sent: " + message);
          }
          case TriggerStep.Done(var outcome, var message, _, _) -> {
            if (outcome == Outcome.FAILED || outcome == Outcome.STOPPED) {
              return failed(draft, spec, message);
            }
            if (outcome == Outcome.REFUSED) {
              impossible.add("phase " + spec.name() + ": " + message);
              accepted &= spec.acceptNoUndo();
            }
          }
          case TriggerStep.Intended _, TriggerStep.Sending _, TriggerStep.Sent _ ->
              throw new IllegalStateException("the undo is not over: " + step);
        }
      }
    }
    return impossible.isEmpty()
        ? new MemberState.Undone(draft.now())
        : new MemberState.UndoImpossible(
            Pace.kept(String.join("; ", impossible)), draft.now(), accepted);
  }

  private static MemberState failed(Draft draft, PhaseSpec spec, String message) {
    return new MemberState.UndoFailed(
        Pace.kept("phase " + spec.name() + ": " + message), draft.now());
  }
}
