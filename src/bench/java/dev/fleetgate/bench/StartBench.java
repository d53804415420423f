package dev.fleetgate.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

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
    Arena arena = arenas.of(CLUSTERS);
    arena.serve("warm-up").close();
    Percentiles times =
        arena.starts(IntStream.range(0, RUNS).mapToObj(run -> "start-" + run).toList());
    return List.of(
        Figure.within(
            name(),
            "start to ready, median",
            new Figure.Amount(times.at(0.5), "ms", 1000),
            "%d starts after one that does not count, %d clusters, no state; best %s, worst %s ms"
                .formatted(
                    RUNS, CLUSTERS, Figure.shown(times.at(0.001)), Figure.shown(times.at(1)))));
  }
}
