package dev.fleetgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that says on standard output when it is ready, and is stopped with this object.
///
/// Confined to the benchmark's main thread.
final class OtherProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Process process;
  private final String ready;

  private OtherProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /// Starts it and waits for the line that begins so.
  ///
  /// @param errors file that takes its standard error
  static OtherProcess start(List<String> command, Path errors, String line) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String read = out.readLine();
    while (read != null && !read.startsWith(line)) {
      read = out.readLine();
    }
    if (read == null) {
      process.destroyForcibly();
      throw new IllegalStateException(
          command.getFirst()
              + ": ended before it was ready (expected: \""
              + line
              + "\"; see "
              + errors
              + ")");
    }
    Thread.ofVirtual().start(() -> drain(out));
    return new OtherProcess(process, read);
  }

  /// Reads what nobody wants, so that the process never waits for its pipe.
  private static void drain(BufferedReader out) {
    try (out) {
      var _ = out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The pipe was closed with the process, in the middle of a read.
    }
  }

  /// The line that said that it was ready.
  String ready() {
    return ready;
  }

  Usage usage() {
    return Usage.of(process.toHandle());
  }

  /// Asks it to end, and makes it end if it does not.
  @Override
  public void close() {
    try {
      process.outputWriter().close();
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
