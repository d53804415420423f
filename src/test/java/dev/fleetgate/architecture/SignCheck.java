package dev.fleetgate.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Every package has a sign at its door: a documented, null-marked package-info.java.
final class SignCheck {
  private static final int LEAST_WORDS = 20;

  private SignCheck() {}

  /// One sentence for each package without a proper sign.
  ///
  /// @param roots source folders; a package that lies in several needs its sign in one of them
  static List<String> problems(List<Path> roots) throws IOException {
    var problems = new ArrayList<String>();
    var folders = new TreeSet<Path>();
    for (Path root : roots) {
      for (Path file : Sources.below(root)) {
        folders.add(root.relativize(file).getParent());
      }
    }
    for (Path folder : folders) {
      List<Path> signs =
          roots.stream()
              .map(root -> root.resolve(folder).resolve("package-info.java"))
              .filter(Files::exists)
              .toList();
      problems.addAll(signs.isEmpty() ? List.of(missing(folder)) : unclear(signs.getFirst()));
    }
    return problems;
  }

  private static String missing(Path folder) {
    return "%s/package-info.java:1: package: no sign (expected: a package-info.java that says what lives here; write one)"
        .formatted(folder);
  }

  private static List<String> unclear(Path sign) throws IOException {
    var problems = new ArrayList<String>();
    List<String> lines = Files.readAllLines(sign);
    long words =
        lines.stream()
            .takeWhile(line -> line.startsWith("///"))
            .mapToLong(line -> line.substring(3).split("\\s+", -1).length - 1L)
            .sum();
    if (words < LEAST_WORDS) {
      problems.add(
          "%s:1: package comment: %d words (expected: a /// comment of at least %d; say what lives here, what must not enter, whom it may call)"
              .formatted(sign, words, LEAST_WORDS));
    }
    if (!lines.contains("@NullMarked")) {
      problems.add(
          "%s:1: package: not null-marked (expected: @NullMarked; add it above the package)"
              .formatted(sign));
    }
    return problems;
  }
}
