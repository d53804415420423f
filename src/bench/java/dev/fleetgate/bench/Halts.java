package dev.fleetgate.bench;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Webhooks that halt a rollout, one after the other: from the post to the moment at which Halted
/// has been read from the state file. After each the rollout is resumed.
final class Halts {
  private static final String HALTED = "\"kind\":\"halted\"";
  private static final String STATE = "state.json";
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Program program;
  private final String rollout;
  private final Path folder;
  private int number;

  /// @param rollout its name
  /// @param run its id
  Halts(Program program, String rollout, String run) {
    this.program = program;
    this.rollout = rollout;
    this.folder = program.folderOf(run);
  }

  /// @param clusters which cluster each alert speaks about
  /// @return milliseconds
  List<Double> measure(List<String> clusters) throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
      var _ = folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      for (String cluster : clusters) {
        number++;
        times.add(halt("bench-" + number, cluster, watcher));
        program.api().ask(rollout, "resume");
      }
    }
    return times;
  }

  private double halt(String alert, String cluster, WatchService watcher)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    program.api().alert(alert, cluster);
    while (!halted()) {
      WatchKey key = watcher.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (key == null) {
        throw new IllegalStateException(
            alert + ": not halted within " + LONGEST.toSeconds() + " s");
      }
      key.pollEvents();
      key.reset();
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private boolean halted() throws IOException {
    try {
      return Files.readString(folder.resolve(STATE)).contains(HALTED);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
