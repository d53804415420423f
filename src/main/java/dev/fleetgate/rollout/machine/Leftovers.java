package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.machine.Tracks.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Objects that a run made and that outlive their triggers: let go when their outcome is written,
/// deleted a day after the run's end.
final class Leftovers {
  private Leftovers() {}

  /// Asks for what is due after the end.
  static void clear(Draft draft) {
    if (!draft.now().isBefore(due(draft.origin()))) {
      left(draft.origin(), ref -> draft.act(new Action.Clear(Tracks.key(draft, ref))));
    }
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
    Member member = draft.member(found.get().member());
    int phase = found.get().phase();
    draft.put(member.withTrack(phase, member.tracks().get(phase).withCleared()));
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
