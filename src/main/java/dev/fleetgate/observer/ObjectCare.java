package dev.fleetgate.observer;

import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets go of the objects that a run made, and deletes them when the machine asks for it, also
/// after the run's end and however long a child does not answer, until the machine forgets them.
///
/// Thread safety: all methods may be called from any thread.
final class ObjectCare {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(ObjectCare.class);

  private final TriggerWork work;
  private final Turns turns;
  private final Agenda agenda;
  private final Supplier<RolloutState> state;
  private final Consumer<RolloutEvent> tell;

  /// One object, or all of one phase, as a subject of its own: a poll does not push it aside.
  private record Held(TriggerKey key) {}

  ObjectCare(
      TriggerWork work,
      Turns turns,
      Agenda agenda,
      Supplier<RolloutState> state,
      Consumer<RolloutEvent> tell) {
    this.work = work;
    this.turns = turns;
    this.agenda = agenda;
    this.state = state;
    this.tell = tell;
  }

  /// Lets go of one object; asks again at longer and longer intervals until that is done, or until
  /// the run is over and nothing that it made is looked for any more.
  void release(TriggerKey key) {
    release(key, Duration.ZERO);
  }

  private void release(TriggerKey key, Duration pause) {
    turns.at(
        new Held(key),
        agenda.instant().plus(pause),
        () -> {
          Optional<RolloutEvent> released = surely(() -> work.release(state.get(), key));
          released.ifPresentOrElse(tell, () -> releaseAgain(key, pause));
        });
  }

  private void releaseAgain(TriggerKey key, Duration pause) {
    RolloutState run = state.get();
    if (!run.phase().terminal() || run.leaves()) {
      release(key, longer(pause));
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /// Deletes all objects of a phase, once; the machine asks again.
  void clear(TriggerKey key) {
    turns.at(
        new Held(key),
        agenda.instant(),
        () -> surely(() -> work.clear(state.get(), key)).ifPresent(tell));
  }

  /// Says that an object may stay for ever.
  void forget(TriggerKey key) {
    LOG.warn(
        "run={} reason=objects object {} on {} could not be deleted for too long and is forgotten;"
            + " delete it there if the cluster still exists",
        key.run(),
        key.objectName(),
        key.member());
  }

  private Optional<RolloutEvent> surely(Supplier<Optional<RolloutEvent>> done) {
    try {
      return done.get();
    } catch (RuntimeException e) {
      LOG.error("run={} reason=internal", state.get().run(), e);
      return Optional.empty();
    }
  }
}
