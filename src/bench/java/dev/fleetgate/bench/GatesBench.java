package dev.fleetgate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// 300 gates every 10 s: memory, lateness, webhooks that halt their rollout, and a start that takes
/// them all up again.
final class GatesBench implements Bench {
  private static final int CLUSTERS = 300;
  private static final int HALTS = 200;
  private static final int UNCOUNTED = 20;
  private static final int STARTS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(40);

  @Override
  public String name() {
    return "gates";
  }

  @Override
  public List<Figure> run(Arenas arenas) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Arena arena = arenas.of(CLUSTERS);
    try (Program program = arena.serve(name())) {
      arena.awaitProven(program);
      String run =
          arena.roll(program, List.of(Rollouts.measuring("gates", "10s", true))).getFirst();
      figures.addAll(GateFigures.of(name(), CLUSTERS, Window.measure(arena, program, WINDOW), 512));
      figures.addAll(halts(program, run));
    }
    figures.add(resume(arena));
    return figures;
  }

  private List<Figure> halts(Program program, String run) throws IOException, InterruptedException {
    Halts halts = new Halts(program, "gates", run);
    List<String> clusters = SimulatedSide.names(CLUSTERS);
    halts.measure(clusters.subList(0, UNCOUNTED));
    Percentiles times = Percentiles.of(halts.measure(clusters.subList(0, HALTS)));
    String how =
        "%d webhooks, each to Halted read back from the state file; %d gates running"
            .formatted(HALTS, CLUSTERS);
    return List.of(
        Figure.plain(name(), "webhook to Halted, p50", new Figure.Amount(times.at(0.5), "ms"), how),
        Figure.within(
            name(),
            "webhook to Halted, p99",
            new Figure.Amount(times.at(0.99), "ms", 100),
            "worst " + Figure.shown(times.at(1)) + " ms"));
  }

  private Figure resume(Arena arena) throws IOException {
    Percentiles times = arena.starts(Collections.nCopies(STARTS, name()));
    return Figure.plain(
        name(),
        "start to ready, taking up %d members".formatted(CLUSTERS),
        new Figure.Amount(times.at(0.5), "ms"),
        "median of %d; worst %s ms".formatted(STARTS, Figure.shown(times.at(1))));
  }
}
