package dev.fleetgate.bench;

import java.util.List;

/// The figures of a window in which gates run every ten seconds.
final class GateFigures {
  private static final double INTERVAL = 10;

  private GateFigures() {}

  /// @param gates that run
  /// @param memory most that may be resident, in MiB
  static List<Figure> of(String command, int gates, Window window, double memory) {
    double due = gates * window.seconds() / INTERVAL;
    String many = "%,d gates every 10 s: ".formatted(gates);
    String rate =
        "%.0f measurements in %.0f s, %.0f due; CPU %.0f ms/s, simulated side %.0f ms/s"
            .formatted(
                window.measurements(),
                window.seconds(),
                due,
                window.milliCores(),
                window.sideMilliCores());
    return List.of(
        Figure.within(
            command,
            many + "resident",
            new Figure.Amount(window.after().resident(), "MiB", memory),
            "peak %.0f MiB, %d threads".formatted(window.after().peak(), window.after().threads())),
        Figure.plain(command, many + "late, p50", new Figure.Amount(window.lateHalf(), "ms"), rate),
        Figure.within(
            command,
            many + "late, p99",
            new Figure.Amount(window.lateMost(), "ms", 50),
            "against the fixed rate, from the program's own histogram"));
  }
}
