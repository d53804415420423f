package dev.fleetgate.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One running part.
///
/// It is killed by its handle: parts keep nothing that a test needs after their end, and a part
/// that is asked kindly may answer for some seconds more. A hook does the same if the JVM ends
/// first.
final class PeerProcess implements AutoCloseable {
  /// How long a part may take to answer; builds of other tests may hold the processors.
  static final Duration READY = Duration.ofSeconds(90);

  private static final int LAST_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private PeerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly, "stop " + name);
  }

  /// Starts a program; both its outputs are appended to `NAME.log` in the folder, which is also the
  /// folder it runs in.
  static PeerProcess start(Path folder, String name, List<String> command) {
    return start(folder, name, command, Map.of());
  }

  static PeerProcess start(
      Path folder, String name, List<String> command, Map<String, String> environment) {
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      var peer = new PeerProcess(name, builder.start(), log);
      Runtime.getRuntime().addShutdownHook(peer.hook);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be started: " + e.getMessage(), e);
    }
  }

  /// Waits until the part answers; stops it and shows its last log lines if it ends or stays
  /// silent.
  PeerProcess awaitReady(Await.Expectation answers) {
    try {
      Await.until(
          name + ": ready",
          READY,
          () -> {
            if (!process.isAlive()) {
              throw new Await.Fatal(name + ": ended with exit code " + process.exitValue());
            }
            answers.check();
          });
      return this;
    } catch (AssertionError e) {
      close();
      throw new AssertionError(e.getMessage() + "\nlast lines of " + log + ":\n" + lastLines(), e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  String lastLines() {
    try {
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /// Kills the part and awaits its end.
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is ending; the hook finds an ended process.
    }
  }
}
