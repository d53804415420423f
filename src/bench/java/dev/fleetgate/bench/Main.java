package dev.fleetgate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs benchmarks by name and prints their figures.
final class Main {
  private static final List<Bench> ALL =
      List.of(
          new StartBench(),
          new CpuBench(),
          new GatesBench(),
          new ManyGatesBench(),
          new ChildrenBench());

  private static final int USAGE = 64;

  private Main() {}

  /// @param arguments names, or `all`; `--output json` for JSON
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    int output = words.indexOf("--output");
    boolean json = output >= 0 && output + 1 < words.size() && words.get(output + 1).equals("json");
    if (output >= 0) {
      words.subList(output, Math.min(output + 2, words.size())).clear();
    }
    List<Bench> wanted =
        ALL.stream()
            .filter(bench -> words.contains("all") || words.contains(bench.name()))
            .toList();
    if (wanted.isEmpty() || (!words.contains("all") && wanted.size() != words.size())) {
      System.err.printf(
          "src/bench/run: %s (expected: all, or some of %s; with --output json for JSON)%n",
          words, ALL.stream().map(Bench::name).toList());
      System.exit(USAGE);
    }
    Report report = new Report(System.getProperty("bench.commit", "unknown"), Report.load());
    List<Figure> figures = new ArrayList<>();
    try (Arenas arenas = new Arenas()) {
      for (Bench bench : wanted) {
        System.err.println("measuring: " + bench.name());
        figures.addAll(bench.run(arenas));
      }
    } finally {
      // Minutes of measuring are not lost to a later benchmark that fails.
      System.out.print(json ? report.json(figures) : report.markdown(figures));
    }
  }
}
