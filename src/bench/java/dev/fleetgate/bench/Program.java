package dev.fleetgate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The built program, serving.
///
/// Confined to the benchmark's main thread.
final class Program implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  private final OtherProcess process;
  private final Path state;
  private final Duration untilReady;
  private final Api api;

  private Program(OtherProcess process, Path state, Duration untilReady) {
    this.process = process;
    this.state = state;
    this.untilReady = untilReady;
    this.api = new Api(state);
  }

  /// Starts it by its launcher and waits until it listens, which it does when it is ready.
  static Program start(Path folder, String stateName) throws IOException {
    Path state = folder.resolve(stateName);
    List<String> command =
        List.of(
            "./fleetgate",
            "serve",
            "--fleet",
            folder.resolve("fleet.yaml").toString(),
            "--state",
            state.toString(),
            "--port",
            "0");
    long begin = System.nanoTime();
    OtherProcess process = OtherProcess.start(command, folder.resolve("program.log"), LISTENING);
    return new Program(process, state, Duration.ofNanos(System.nanoTime() - begin));
  }

  /// From the start of the launcher to the line that says that the program is ready.
  double millisUntilReady() {
    return untilReady.toNanos() / 1e6;
  }

  Api api() {
    return api;
  }

  Usage usage() {
    return process.usage();
  }

  /// The folder that holds the state of a run.
  Path folderOf(String run) {
    return state.resolve("runs").resolve(run);
  }

  @Override
  public void close() {
    process.close();
  }
}
