package dev.fleetgate.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Java files of the repository. Tests run in its top folder.
final class Sources {
  static final Path ALL = Path.of("src");
  static final Path MAIN = Path.of("src/main/java");
  static final Path TEST = Path.of("src/test/java");
  static final Path BENCH = Path.of("src/bench/java");

  private Sources() {}

  /// Every Java file below a folder, sorted.
  static List<Path> below(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
