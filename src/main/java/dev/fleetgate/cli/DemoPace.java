package dev.fleetgate.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// How long the demo takes on a small machine, and when it is given up.
///
/// @param clusters how many; > 0
/// @param speed seconds of the simulation in a real second; >= 1
record DemoPace(int clusters, double speed) {
  /// Simulated time that the demo takes: 35 s at speed 25.
  private static final double SIMULATED_SECONDS = 875;

  /// What a cluster takes, whatever the speed.
  private static final double SECONDS_FOR_EACH = 0.3;

  /// What it takes with the fewest clusters at the highest speed.
  private static final double SHORTEST_SECONDS = 15;

  private static final int GIVEN_UP_AFTER = 4;

  long expectedSeconds() {
    double simulated = SIMULATED_SECONDS / speed;
    return Math.round(Math.max(SHORTEST_SECONDS, Math.max(simulated, clusters * SECONDS_FOR_EACH)));
  }

  /// Four times what is expected.
  Duration patience() {
    return Duration.ofSeconds(GIVEN_UP_AFTER * expectedSeconds());
  }

  /// What happened, what was expected and what to try.
  String givenUp() {
    return "not over within %d s (expected: about %d s); the machine is too slow or too busy for %s"
        .formatted(patience().toSeconds(), expectedSeconds(), remedy());
  }

  private String remedy() {
    if (speed <= 1) {
      return "%d clusters; try fewer --clusters".formatted(clusters);
    }
    return "--speed %s; try --speed %s".formatted(plain(speed), plain(Math.max(1, speed / 2)));
  }

  static String plain(double speed) {
    BigDecimal rounded = BigDecimal.valueOf(speed).setScale(1, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
