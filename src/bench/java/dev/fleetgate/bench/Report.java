package dev.fleetgate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// What a run of benchmarks prints: Markdown rows for docs/performance.md, or JSON.
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String commit;
  private final String loadBefore;

  /// @param commit of the sources that were built
  /// @param loadBefore of the machine, as the kernel says it
  Report(String commit, String loadBefore) {
    this.commit = commit;
    this.loadBefore = loadBefore;
  }

  /// The load of the machine over the last minute.
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String markdown(List<Figure> figures) {
    StringBuilder text = new StringBuilder();
    text.append(machine()).append("\n\n");
    text.append("| | measured | budget | command | |\n|---|---|---|---|---|\n");
    figures.forEach(figure -> text.append(figure.row()).append('\n'));
    return text.toString();
  }

  String json(List<Figure> figures) {
    ObjectNode document = JSON.createObjectNode().put("machine", machine()).put("commit", commit);
    for (Figure figure : figures) {
      ObjectNode one = document.withArray("figures").addObject();
      one.put("command", figure.command())
          .put("what", figure.what())
          .put("value", figure.value())
          .put("unit", figure.unit())
          .put("note", figure.note());
      figure.budget().ifPresent(most -> one.put("budget", most).put("met", figure.value() <= most));
    }
    return document.toPrettyString() + "\n";
  }

  private String machine() {
    return String.format(
        Locale.ROOT,
        "Measured %s on %d cores, %s, %s %s, commit %s; load before: %s.",
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vendor.version"),
        System.getProperty("java.vm.name"),
        commit,
        loadBefore);
  }
}
