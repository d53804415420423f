package dev.fleetgate.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real promtool.
public final class Promtool {
  private final Path program;

  Promtool(Path program) {
    this.program = program;
  }

  /// How a run ended.
  ///
  /// @param exitCode 0 if promtool found nothing wrong
  /// @param output both outputs as printed
  public record Outcome(int exitCode, String output) {}

  /// Runs `promtool` in a folder and waits for its end.
  public Outcome run(Path folder, String... arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("promtool: interrupted", e);
    }
  }

  /// Makes blocks of samples with their own times, for a Prometheus to be started on this folder.
  ///
  /// @param openMetrics samples in OpenMetrics text with times in seconds, ending in `# EOF`
  void createBlocks(Path folder, String openMetrics) {
    var input = Folders.write(folder.resolve("samples.om"), openMetrics);
    var data = Folders.create(Prometheus.data(folder));
    var outcome =
        run(folder, "tsdb", "create-blocks-from", "openmetrics", input.toString(), data.toString());
    if (outcome.exitCode() != 0) {
      throw new AssertionError("promtool: " + outcome.output());
    }
  }
}
