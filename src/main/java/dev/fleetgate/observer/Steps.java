package dev.fleetgate.observer;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Events that a run is stepped by one after the other, and that are written together: one write,
/// however many came at once. None of their actions is performed before it.
///
/// An event that surprises the machine is left out; the others count.
///
/// Thread safety: confined to the reader of the run's mailbox.
final class Steps {
  private static final int MOST = 64;

  private final RolloutState before;
  private final List<Step> taken = new ArrayList<>();
  private RolloutState next;
  private Optional<RuntimeException> surprise = Optional.empty();

  /// One event and what follows from it.
  record Step(RunLoop.Told told, Transition transition, boolean moved) {
    /// Why the verb was refused; empty if it was taken.
    Optional<Mismatch> refused() {
      return transition.actions().stream()
          .filter(Action.Refuse.class::isInstance)
          .map(Action.Refuse.class::cast)
          .map(Action.Refuse::why)
          .findFirst();
    }
  }

  Steps(RolloutState before) {
    this.before = before;
    this.next = before;
  }

  @SuppressWarnings(
      "ReferenceEquality") // a step that moves nothing returns the same object; comparing 1,000
  // members is slow
  void take(RunLoop.Told told, Making.Machine machine, Instant now) {
    try {
      Transition transition = machine.step(next, told.event(), now);
      taken.add(new Step(told, transition, transition.next() != next));
      next = transition.next();
    } catch (RuntimeException e) {
      surprise = surprise.or(() -> Optional.of(e));
    }
  }

  /// Whether what was taken is to be kept now: somebody waits for it, or there is enough.
  boolean enough() {
    return full() || taken.stream().anyMatch(step -> waitedFor(step.told().event()));
  }

  /// Whether no more is to be taken.
  boolean full() {
    return taken.size() >= MOST;
  }

  private static boolean waitedFor(RolloutEvent event) {
    return event instanceof RolloutEvent.VerbAsked || event instanceof RolloutEvent.AlertReceived;
  }

  List<Step> taken() {
    return List.copyOf(taken);
  }

  List<RunLoop.Told> told() {
    return taken.stream().map(Step::told).toList();
  }

  RolloutState next() {
    return next;
  }

  @SuppressWarnings("ReferenceEquality") // as above
  boolean moved() {
    return next != before;
  }

  /// Whether the change may stay unwritten for a moment.
  boolean groupable() {
    return taken.stream()
        .filter(Step::moved)
        .allMatch(step ->
            step.transition().actions().isEmpty() && Grouping.groupable(step.told().event()));
  }

  /// What to perform, in this order.
  List<Action> actions() {
    return taken.stream().flatMap(step -> step.transition().actions().stream()).toList();
  }

  /// When to step again, by the last state.
  Optional<Instant> lookAgainAt() {
    return taken.isEmpty() ? Optional.empty() : taken.getLast().transition().lookAgainAt();
  }

  /// The first surprise, for whoever looks after the loop.
  Optional<RuntimeException> surprise() {
    return surprise;
  }
}
