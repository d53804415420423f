package dev.fleetgate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process has used and holds, as Linux counts it.
///
/// @param cpu user and system time since its start
/// @param resident memory in MiB
/// @param peak of that since its start, in MiB
/// @param threads of the platform
record Usage(Duration cpu, double resident, double peak, int threads) {
  static Usage of(ProcessHandle process) {
    try {
      String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
      return new Usage(
          process.info().totalCpuDuration().orElseThrow(),
          number(status, "VmRSS:") / 1024.0,
          number(status, "VmHWM:") / 1024.0,
          number(status, "Threads:"));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + process.pid() + ": gone, or not on Linux", e);
    }
  }

  private static int number(String status, String field) {
    return status
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).replace("kB", "").strip())
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  /// CPU used since an earlier look at the same process, in milliseconds.
  double millisSince(Usage earlier) {
    return cpu.minus(earlier.cpu).toNanos() / 1e6;
  }
}
