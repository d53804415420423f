package dev.fleetgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The real loop over many random small fleets. A seed that fails is printed; `-Dsimulation.seed=N`
/// runs it alone and prints what happened.
final class SimulationTest {
  private static final long FLEETS = Long.getLong("simulation.fleets", 5_000);
  private static final long FIRST = Long.getLong("simulation.first", 1_000_000);

  @Test
  void everyFleet_keepsTheInvariantsAndComesToAnEnd() {
    Map<Long, List<String>> failed = new ConcurrentSkipListMap<>();
    seeds()
        .forEach(seed -> {
          List<String> violations = violations(seed);
          if (!violations.isEmpty()) {
            failed.put(seed, violations);
          }
        });
    assertThat(failed).as("violations by seed; replay one with -Dsimulation.seed=N").isEmpty();
  }

  private static LongStream seeds() {
    Long one = Long.getLong("simulation.seed");
    return one == null ? LongStream.range(FIRST, FIRST + FLEETS).parallel() : LongStream.of(one);
  }

  private static List<String> violations(long seed) {
    StringBuilder trace = new StringBuilder();
    boolean traced = Long.getLong("simulation.seed") != null;
    List<String> violations =
        Simulation.violations(
            ScenarioGenerator.of(seed),
            Variant.NONE,
            line -> {
              if (traced) {
                trace.append(line).append('\n');
              }
            });
    if (traced) {
      System.err.print(trace);
    }
    return violations;
  }
}
