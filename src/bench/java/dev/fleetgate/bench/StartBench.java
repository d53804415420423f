package dev.fleetgate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// From the start of `./fleetgate serve` to ready, with nothing stored and a fleet of 12.
final class StartBench implements Bench {
  private static final int CLUSTERS = 12;
  private static final int RUNS = 10;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> run(Arenas arenas) throws IOException {
    List<Double> times = new ArrayList<>();
    Arena arena = arenas.of(CLUSTERS);
    arena.serve("warm-up").close();
    for (int run = 0; run < RUNS; run++) {
      try (Program program = arena.serve("start-" + run)) {
        times.add(program.millisUntilReady());
      }
    }
    Percentiles sorted = Percentiles.of(times);
    return List.of(
        Figure.within(
            name(),
            "start to ready, median",
            new Figure.Amount(sorted.at(0.5), "ms", 1000),
            "%d starts after one that does not count, %d clusters, no state; best %s, worst %s ms"
                .formatted(
                    RUNS, CLUSTERS, Figure.shown(sorted.at(0.001)), Figure.shown(sorted.at(1)))));
  }
}
