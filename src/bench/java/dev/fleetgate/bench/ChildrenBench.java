package dev.fleetgate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// 1,000 children in one process: threads and memory, and a start that takes a rollout over all of
/// them, which has just begun, up again.
final class ChildrenBench implements Bench {
  private static final int CLUSTERS = 1000;
  private static final int STARTS = 3;
  private static final Duration WINDOW = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "children";
  }

  @Override
  public List<Figure> run(Arenas arenas) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Arena arena = arenas.of(CLUSTERS);
    try (Program program = arena.serve(name())) {
      arena.awaitProven(program);
      Window window = Window.measure(arena, program, WINDOW);
      figures.addAll(watched(window));
      var _ = program.api().startRollout(Rollouts.measuring(name(), "60s", true));
    }
    figures.add(resume(arena));
    return figures;
  }

  private List<Figure> watched(Window window) {
    Usage usage = window.after();
    return List.of(
        Figure.within(
            name(),
            "%,d children watched: resident".formatted(CLUSTERS),
            new Figure.Amount(usage.resident(), "MiB", 400),
            "peak %.0f MiB; CPU %.0f ms/s, simulated side %.0f ms/s"
                .formatted(usage.peak(), window.milliCores(), window.sideMilliCores())),
        Figure.within(
            name(),
            "%,d children watched: platform threads".formatted(CLUSTERS),
            new Figure.Amount(usage.threads(), "", 64),
            "the JVM's own included"));
  }

  private Figure resume(Arena arena) throws IOException {
    Percentiles times = arena.starts(Collections.nCopies(STARTS, name()));
    return Figure.within(
        name(),
        "start to ready, taking up %,d members".formatted(CLUSTERS),
        new Figure.Amount(times.at(0.5), "ms", 5000),
        "a rollout just begun; median of %d, worst %s ms"
            .formatted(STARTS, Figure.shown(times.at(1))));
  }
}
