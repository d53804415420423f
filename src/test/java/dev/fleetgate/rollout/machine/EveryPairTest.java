package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.after;
import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.retries;
import static dev.fleetgate.rollout.Documents.settle;
import static dev.fleetgate.rollout.Documents.ungated;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Transition;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Walks, by legal moves only, through every shape of state that small rollouts can reach, and
/// tells each of them every event at several times. No step may throw, and each keeps the
/// [Invariants].
final class EveryPairTest {
  private static final int SHAPES_PER_DOCUMENT = 350;

  private static final List<Duration> TIMES =
      List.of(Duration.ZERO, Duration.ofSeconds(20), Duration.ofHours(25));

  private record Place(RolloutState state, Instant now) {}

  private final Set<Object> seen = new HashSet<>();

  private static Stream<RolloutState> starts() {
    GateRef slo = new GateRef("slo", Map.of());
    Documents abort =
        new Documents()
            .wave(after(wave("one"), new Requirement.Soak(Duration.ofSeconds(15))))
            .phase(retries(phase("build", TestingTrigger.job()), 1))
            .phase(
                ungated(settle(phase("app", TestingTrigger.deployment()), Duration.ofMinutes(1))))
            .onBreach(Response.ABORT, Scope.WAVE)
            .onAlert("severity=\"page\"", Response.ABORT);
    Documents rollback =
        new Documents()
            .wave(
                before(
                    concurrency(wave("one"), Amount.of(2)),
                    new Requirement.Approval(Duration.ofHours(24), OnTimeout.REJECT)))
            .phase(phase("app", TestingTrigger.remote()))
            .onBreach(Response.ROLLBACK, Scope.RUN)
            .onAlert("severity=\"page\"", Response.ROLLBACK);
    Documents halt =
        new Documents()
            .wave(
                budget(
                    after(wave("one"), new Requirement.GateCheck(slo)),
                    Amount.of(0),
                    Amount.of(1),
                    Amount.of(0)))
            .wave(
                before(
                    wave("two"),
                    new Requirement.Approval(Duration.ofHours(24), OnTimeout.HALT),
                    new Requirement.GateCheck(slo)))
            .phase(phase("app", TestingTrigger.deployment()))
            .onAlert("severity=\"page\"", Response.HALT);
    Documents plain =
        new Documents()
            .wave(after(wave("one"), new Requirement.Soak(Duration.ofSeconds(15))))
            .phase(ungated(settle(phase("app", TestingTrigger.remote()), Duration.ofMinutes(1))));
    Documents tiny =
        new Documents().wave(wave("one")).phase(ungated(phase("app", TestingTrigger.deployment())));
    return Stream.of(
        abort.start(1), rollback.start(2), halt.start(1, 1), plain.start(1), tiny.start(1));
  }

  @Test
  void everyEvent_isTakenInEveryState() {
    starts().forEach(this::walk);

    Set<RolloutState.Phase> phases = EnumSet.allOf(RolloutState.Phase.class);
    phases.remove(RolloutState.Phase.PENDING);
    assertThat(seen).containsAll(phases);
    assertThat(seen).contains((Object[]) WaveState.Phase.values());
    assertThat(seen).contains((Object[]) Hold.Kind.values());
    assertThat(seen)
        .contains(
            (Object[])
                Arrays.stream(MemberState.class.getPermittedSubclasses())
                    .filter(Class::isRecord)
                    .toArray(Class<?>[]::new));
  }

  private void walk(RolloutState start) {
    Set<String> shapes = new HashSet<>();
    Deque<Place> open = new ArrayDeque<>();
    open.add(new Place(start, Documents.START));
    while (!open.isEmpty()) {
      Place place = open.removeFirst();
      for (Duration time : TIMES) {
        Instant now = place.now().plus(time);
        for (RolloutEvent event : Alphabet.of(place.state(), now)) {
          RolloutState next = step(place.state(), event, now);
          note(next);
          if (shapes.size() < SHAPES_PER_DOCUMENT && shapes.add(Shape.of(next))) {
            open.add(new Place(next, now));
          }
        }
      }
    }
  }

  private static RolloutState step(RolloutState state, RolloutEvent event, Instant now) {
    try {
      Transition step = RolloutMachine.step(state, event, now);
      Invariants.check(state, event, step, now);
      return step.next();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "%s at %s%n in %s%n members %s%n decisions %s"
              .formatted(
                  event,
                  now,
                  Shape.of(state),
                  state.members().values().stream()
                      .map(member -> "\n  " + member)
                      .collect(Collectors.joining()),
                  state.decisions()),
          e);
    }
  }

  private void note(RolloutState state) {
    seen.add(state.phase());
    state.waves().forEach(wave -> seen.add(wave.phase()));
    state.holds().forEach(hold -> seen.add(hold.kind()));
    state.members().values().forEach(member -> seen.add(member.state().getClass()));
  }
}
