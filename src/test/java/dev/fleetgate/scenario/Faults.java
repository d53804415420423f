package dev.fleetgate.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// What goes wrong, from a seed. Nothing does once it is calm.
final class Faults {
  private final SplittableRandom random;
  private final InstantSource clock;
  private final Instant calm;
  private final int faults;
  private final int crashes;
  private int crashed;

  Faults(Scenario scenario, InstantSource clock) {
    this.random = new SplittableRandom(scenario.seed() * 31 + 7);
    this.clock = clock;
    this.calm = scenario.calmAt();
    this.faults = scenario.mishaps().faults();
    this.crashes = scenario.mishaps().crashes();
  }

  /// Whether a call goes wrong now.
  boolean happens() {
    return active() && random.nextInt(1000) < faults;
  }

  /// Dies, sometimes.
  void mayCrash(String where) {
    if (active() && random.nextInt(1000) < crashes) {
      crashed++;
      throw new Crash(where);
    }
  }

  int crashed() {
    return crashed;
  }

  boolean either() {
    return random.nextBoolean();
  }

  Duration upTo(Duration most) {
    return Duration.ofSeconds(random.nextLong(most.toSeconds() + 1));
  }

  private boolean active() {
    return clock.instant().isBefore(calm);
  }
}
