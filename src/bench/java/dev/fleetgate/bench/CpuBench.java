package dev.fleetgate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// CPU of the whole program for each PromQL measurement, one endpoint per child.
///
/// The gates measure every second so that the compilers are done within the warm-up. Then the
/// rollout is aborted, and what the same program, as warm, uses for watching the same fleet is
/// subtracted and told beside it. Both windows hold each cluster's look at its packs once.
final class CpuBench implements Bench {
  private static final int CLUSTERS = 300;
  private static final Duration WARM_UP = Duration.ofMinutes(3);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration WINDOW = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public List<Figure> run(Arenas arenas) throws IOException, InterruptedException {
    Arena arena = arenas.of(CLUSTERS);
    try (Program program = arena.serve("cpu")) {
      arena.awaitProven(program);
      var _ = arena.roll(program, List.of(Rollouts.measuring("cpu", "1s", false)));
      Patience.pass(WARM_UP);
      Window measuring = Window.measure(arena, program, WINDOW);
      program.api().ask("cpu", "abort");
      Patience.pass(CALM);
      return figures(measuring, Window.measure(arena, program, WINDOW).milliCores());
    }
  }

  private List<Figure> figures(Window window, double idle) {
    double whole = window.milliCores() * window.seconds() / window.measurements();
    double net = (window.milliCores() - idle) * window.seconds() / window.measurements();
    String how =
        "%d gates every 1 s, %.0f measurements in %.0f s, two queries each"
            .formatted(CLUSTERS, window.measurements(), window.seconds());
    return List.of(
        Figure.within(
            name(),
            "CPU per measurement",
            new Figure.Amount(net, "ms", 0.13),
            how + "; idle subtracted"),
        Figure.plain(
            name(), "the same with idle", new Figure.Amount(whole, "ms"), "nothing subtracted"),
        Figure.plain(
            name(),
            "idle: %d clusters watched".formatted(CLUSTERS),
            new Figure.Amount(idle, "ms/s"),
            "probes and looks at packs, after the rollout was aborted, over %d s"
                .formatted(WINDOW.toSeconds())),
        Figure.plain(
            name(),
            "the simulated side meanwhile",
            new Figure.Amount(window.sideMilliCores(), "ms/s"),
            "a process of its own on the same cores"));
  }
}
