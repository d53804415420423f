package dev.fleetgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A simulated side and the program that watches it, each a process of its own, in a folder that is
/// made for them.
///
/// Confined to the benchmark's main thread.
final class Arena implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Path folder;
  private final int clusters;
  private final OtherProcess side;

  private Arena(Path folder, int clusters, OtherProcess side) {
    this.folder = folder;
    this.clusters = clusters;
    this.side = side;
  }

  /// Starts the simulated side.
  ///
  /// @param clusters how many
  static Arena open(int clusters) throws IOException {
    Path root = Files.createDirectories(Path.of("target/bench/arenas"));
    Path folder = Files.createTempDirectory(root, clusters + "-clusters-");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            SimulatedSide.class.getName(),
            folder.toString(),
            String.valueOf(clusters));
    Path errors = folder.resolve("side.log");
    return new Arena(folder, clusters, OtherProcess.start(command, errors, SimulatedSide.READY));
  }

  /// Starts the program on a state folder, which it may find as an earlier one left it.
  ///
  /// @param state its name
  Program serve(String state) throws IOException {
    return Program.start(folder, state);
  }

  /// Starts the program on one state folder after the other.
  ///
  /// @return milliseconds until it was ready
  Percentiles starts(List<String> states) throws IOException {
    List<Double> times = new ArrayList<>();
    for (String state : states) {
      try (Program program = serve(state)) {
        times.add(program.millisUntilReady());
      }
    }
    return Percentiles.of(times);
  }

  int clusters() {
    return clusters;
  }

  Usage sideUsage() {
    return side.usage();
  }

  /// Waits until every cluster's monitoring is proven in effect.
  void awaitProven(Program program) throws InterruptedException {
    Patience.until(
        "monitoring of " + clusters + " clusters proven",
        LONGEST,
        () -> program.api().proven() == clusters);
  }

  /// Starts rollouts over all clusters, and waits until every member measures.
  ///
  /// @param documents of each rollout
  /// @return the ids of the runs
  List<String> roll(Program program, List<String> documents) throws InterruptedException {
    double before = answered(program);
    List<String> runs = documents.stream().map(program.api()::startRollout).toList();
    int members = clusters * documents.size();
    Patience.until(
        members + " gates measuring",
        LONGEST,
        () -> program.api().members("Gating") >= members && answered(program) - before >= members);
    return runs;
  }

  /// Measurements that Prometheus has answered since the program's start.
  static double answered(Program program) {
    return program.api().metrics().series("fleetgate_measurements_total{outcome=\"answered\"}");
  }

  @Override
  public void close() {
    side.close();
  }
}
