package dev.fleetgate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// 1,500 gates every 10 s: five rollouts over the same 300 clusters.
final class ManyGatesBench implements Bench {
  private static final int CLUSTERS = 300;
  private static final List<String> ROLLOUTS = List.of("one", "two", "three", "four", "five");
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "many-gates";
  }

  @Override
  public List<Figure> run(Arenas arenas) throws IOException, InterruptedException {
    Arena arena = arenas.of(CLUSTERS);
    try (Program program = arena.serve("many-gates")) {
      arena.awaitProven(program);
      var _ =
          arena.roll(
              program,
              ROLLOUTS.stream().map(name -> Rollouts.measuring(name, "10s", true)).toList());
      Patience.pass(SETTLED);
      return GateFigures.of(
          name(), CLUSTERS * ROLLOUTS.size(), Window.measure(arena, program, WINDOW), 512);
    }
  }
}
