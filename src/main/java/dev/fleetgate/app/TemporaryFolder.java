package dev.fleetgate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// Removes a folder in which something may still be written.
final class TemporaryFolder {
  private static final Duration AGAIN = Duration.ofMillis(100);

  private TemporaryFolder() {}

  /// Deletes a folder with all that is in it; true if it is gone.
  ///
  /// @param tries how often, a tenth of a second apart; > 0
  static boolean delete(Path folder, int tries) {
    try {
      for (int left = tries; left > 0; left--) {
        if (deleted(folder)) {
          return true;
        }
        if (left > 1) {
          Thread.sleep(AGAIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean deleted(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
