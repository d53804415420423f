package dev.fleetgate.architecture;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// google-java-format, called as its own command line is, so that this check and
/// `src/format/format` never disagree.
final class Formatter {
  private Formatter() {}

  /// One sentence for each file that is not formatted, with the first line that differs.
  static List<String> problems(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return List.of();
    }
    var arguments = new ArrayList<>(List.of("--dry-run"));
    files.forEach(file -> arguments.add(file.toString()));
    var problems = new ArrayList<String>();
    for (String line : run(arguments).lines().toList()) {
      problems.add(problem(Path.of(line)));
    }
    return problems;
  }

  /// Rewrites the files in place.
  static void rewrite(List<Path> files) {
    var arguments = new ArrayList<>(List.of("--replace"));
    files.forEach(file -> arguments.add(file.toString()));
    run(arguments);
  }

  private static String problem(Path file) throws IOException {
    List<String> found = Files.readAllLines(file);
    List<String> expected = run(List.of(file.toString())).lines().toList();
    int line = 0;
    while (line < found.size()
        && line < expected.size()
        && found.get(line).equals(expected.get(line))) {
      line++;
    }
    return "%s:%d: format: \"%s\" (expected: \"%s\"; run src/format/format)"
        .formatted(file, line + 1, lineOrEnd(found, line), lineOrEnd(expected, line));
  }

  private static String lineOrEnd(List<String> lines, int line) {
    return line < lines.size() ? lines.get(line) : "end of file";
  }

  private static String run(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    if (exitCode != 0 || !err.toString().isEmpty()) {
      throw new IllegalStateException("google-java-format: exit code " + exitCode + ": " + err);
    }
    return out.toString();
  }
}
