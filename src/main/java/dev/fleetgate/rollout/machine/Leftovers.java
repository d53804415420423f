package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Objects that a run made and that outlive their triggers: let go when their outcome is written,
/// deleted a day after the run's end. A cluster that is gone for good never confirms that: after a
/// while what it may hold is forgotten, and the run says so (ADR 0016).
final class Leftovers {
  private Leftovers() {}

  /// Asks for what is due after the end.
  static void clear(Draft draft) {
    if (!draft.now().isBefore(due(draft.origin()))) {
      left(draft.origin(), ref -> draft.act(new Action.Clear(Tracks.key(draft, ref))));
    }
  }

  /// The same, or forgets what could not be deleted for too long. Only as time goes by in a
  /// process: one that has just taken the run up asks first, however late it comes.
  static void clearOrForget(Draft draft) {
    if (draft.now().isBefore(draft.origin().phaseSince().plus(Pace.OBJECTS_SOUGHT))) {
      clear(draft);
      return;
    }
    List<Ref> forgotten = new ArrayList<>();
    left(draft.origin(), forgotten::add);
    for (Ref ref : forgotten) {
      draft.act(new Action.Forget(Tracks.key(draft, ref)));
      putCleared(draft, ref);
    }
    if (!forgotten.isEmpty()) {
      draft.decide(
          Draft.US,
          "objects forgotten",
          "no deletion was confirmed within %d days of the end; label fleetgate.dev/rollout=%s on %s"
              .formatted(
                  Pace.OBJECTS_SOUGHT.toDays(),
                  draft.run(),
                  forgotten.stream().map(ref -> ref.member().value()).distinct().toList()));
    }
  }

  private static void putCleared(Draft draft, Ref ref) {
    Member member = draft.member(ref.member());
    draft.put(member.withTrack(ref.phase(), member.tracks().get(ref.phase()).withCleared()));
  }

  /// When to ask again; empty while the run goes on, and once nothing is left.
  static Optional<Instant> lookAgainAt(RolloutState state, Instant now) {
    if (!state.leaves()) {
      return Optional.empty();
    }
    Instant due = due(state);
    return Optional.of(now.isBefore(due) ? due : now.plus(Pace.CLEAR_AGAIN));
  }

  private static Instant due(RolloutState state) {
    return state.phaseSince().plus(Pace.OBJECTS_KEPT);
  }

  private static void left(RolloutState state, Consumer<Ref> then) {
    for (Member member : state.members().values()) {
      for (int phase = 0; phase < member.tracks().size(); phase++) {
        if (member.tracks().get(phase).leaves(state.spec().phases().get(phase).trigger())) {
          then.accept(new Ref(member.id(), phase, Direction.DO));
        }
      }
    }
  }

  /// Nothing of a trigger is left; said of a run that is over.
  static void cleared(Draft draft, RolloutEvent.TriggerCleared event) {
    Optional<Ref> found = Tracks.find(draft, event.key());
    if (found.isEmpty() || !draft.phase().terminal()) {
      draft.overtaken(event);
      return;
    }
    putCleared(draft, found.get());
  }

  /// An attempt that a later one has replaced was let go.
  ///
  /// @return whether it was one of those
  static boolean released(Draft draft, TriggerKey key) {
    Optional<Member> member = draft.find(key.member());
    if (member.isEmpty() || !key.run().equals(draft.run()) || key.action() != Direction.DO) {
      return false;
    }
    List<Integer> phases =
        IntStream.range(0, member.get().tracks().size())
            .filter(phase -> draft.spec().phases().get(phase).name().equals(key.phase()))
            .filter(phase ->
                member.get().tracks().get(phase).traces().unreleased().contains(key.attempt()))
            .boxed()
            .toList();
    phases.forEach(phase ->
        draft.put(
            member
                .get()
                .withTrack(phase, member.get().tracks().get(phase).withReleased(key.attempt()))));
    return !phases.isEmpty();
  }

  /// Asks to let go of the objects of attempts that a later one has replaced and whose outcome is
  /// written. The present attempt's and an undo's are not among them: [Restart#release] asks for
  /// those.
  static void release(Draft draft, Member member) {
    for (int phase = 0; phase < member.tracks().size(); phase++) {
      Ref ref = new Ref(member.id(), phase, Direction.DO);
      TriggerKey key = Tracks.key(draft, ref);
      for (int attempt : member.tracks().get(phase).traces().unreleased()) {
        draft.act(new Action.Release(key.ofAttempt(attempt)));
      }
    }
  }
}
