package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.after;
import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.retries;
import static dev.fleetgate.rollout.Documents.settle;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Amount;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Liveness: without faults a good rollout succeeds by itself; with faults every run ends, or names
/// the person it waits for and ends once that person acts. The seed is in the message of a failure;
/// `-Drollout.seeds=N` plays more of them.
final class LivenessTest {
  private static final int SEEDS = Integer.getInteger("rollout.seeds", 60);

  private static RandomGenerator random(int seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static <T> T pick(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static RolloutState start(RandomGenerator random) {
    GateRef slo = new GateRef("slo", Map.of());
    Response response = pick(random, Response.values());
    Scope scope = pick(random, Scope.values());
    Documents documents =
        new Documents()
            .wave(after(wave("canary"), new Requirement.Soak(Duration.ofSeconds(45))))
            .wave(
                before(
                    after(
                        concurrency(
                            budget(
                                wave("rest"),
                                Amount.of(random.nextInt(2)),
                                Amount.of(random.nextInt(3)),
                                Amount.of(0)),
                            Amount.of(1 + random.nextInt(3))),
                        new Requirement.GateCheck(slo)),
                    new Requirement.GateCheck(slo)))
            .phase(retries(settle(phase("one", TestingTrigger.remote()), half()), 1))
            .phase(phase("two", TestingTrigger.deployment()))
            .onBreach(response, scope);
    if (random.nextBoolean()) {
      documents.onAlert("severity=\"page\"", pick(random, Response.values()));
    }
    if (random.nextInt(4) == 0) {
      documents.wave(
          before(wave("last"), new Requirement.Approval(Duration.ofHours(24), OnTimeout.REJECT)));
      return documents.start(1, 3, 1);
    }
    return documents.start(1, 3);
  }

  private static Duration half() {
    return Duration.ofSeconds(30);
  }

  @Test
  void goodRollout_succeedsByItself() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(start(random(seed)), random(seed), false);
      if (!world.run(Duration.ofHours(3), false)) {
        assertThat(world.state().held(Hold.Kind.AWAITING_APPROVAL)).as("seed %s", seed).isTrue();
        world.ask(Verb.APPROVE);
        world.run(Duration.ofHours(3), false);
      }
      assertThat(world.state().phase())
          .as("seed %s: %s", seed, world.state())
          .isEqualTo(RolloutState.Phase.SUCCEEDED);
    }
  }

  @Test
  void rolloutWithFaults_ends_orNamesThePersonItWaitsFor() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(start(random(seed)), random(seed), true);
      try {
        world.run(Duration.ofHours(12), true);
        world.heal();
        for (int turn = 0; turn < 40 && !world.run(Duration.ofHours(2), false); turn++) {
          person(world);
        }
        if (!world.state().phase().terminal()) {
          world.ask(Verb.ABORT);
          world.run(Duration.ofHours(2), false);
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + world.state(), e);
      }
      assertThat(world.state().phase().terminal()).as("seed %s: %s", seed, world.state()).isTrue();
      rolledBackMeansPutBack(seed, world);
    }
  }

  /// The run still waits, so it has to say for whom.
  private static void person(World world) {
    RolloutState state = world.state();
    List<Member> held =
        state.members().values().stream()
            .filter(member -> member.state() instanceof MemberState.Held)
            .toList();
    assertThat(!held.isEmpty() || !state.holds().isEmpty())
        .as("it names what it waits for: %s", state)
        .isTrue();
    if (state.held(Hold.Kind.AWAITING_APPROVAL)) {
      world.ask(Verb.APPROVE);
    }
    if (state.held(Hold.Kind.HALTED)) {
      world.ask(Verb.RESUME);
    } else if (state.held(Hold.Kind.NEEDS_PERSON)) {
      world.ask(Verb.ABORT);
    } else if (!held.isEmpty()) {
      world.tell(
          new RolloutEvent.VerbAsked(
              Verb.RETRY, new Actor("ada", "again"), Set.of(held.getFirst().id())));
    }
  }

  /// I7: what a run that was rolled back had touched holds again what was recorded before.
  private static void rolledBackMeansPutBack(int seed, World world) {
    RolloutState state = world.state();
    if (state.phase() == RolloutState.Phase.ROLLED_BACK) {
      for (Member member : state.members().values()) {
        if (member.touched() && member.wave() >= state.undoFromWave()) {
          for (PhaseSpec phase : state.spec().phases()) {
            assertThat(world.target(member.id(), phase.name()))
                .as("seed %s: %s of %s", seed, phase.name(), member)
                .isEqualTo("v1");
          }
        }
      }
    }
  }
}
