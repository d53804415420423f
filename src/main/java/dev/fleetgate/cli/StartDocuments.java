package dev.fleetgate.cli;

import dev.fleetgate.model.Position;
import dev.fleetgate.spec.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Documents of several files as one text, as a start is asked for, and where each of its lines was
/// written.
///
/// Every other document of the files is left out: what comes with the program, and a Fleet, which
/// the program that is asked has already.
///
/// @param text YAML of one or more documents
/// @param lines where each line of it comes from, as `file:line`
record StartDocuments(String text, List<String> lines) {
  private static final Pattern BEGIN = Pattern.compile("---(\\s.*)?");

  /// How the program that is asked names a line of the text.
  private static final Pattern WHERE = Pattern.compile("request:([0-9]{1,9})");

  StartDocuments {
    lines = List.copyOf(lines);
  }

  /// @param sources of which some documents are wanted
  /// @param wanted where each of these begins
  static StartDocuments of(List<Source> sources, List<Position> wanted) {
    List<String> text = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Source source : sources) {
      List<Integer> begins =
          wanted.stream()
              .filter(at -> at.source().equals(source.name()))
              .map(Position::line)
              .toList();
      if (!begins.isEmpty()) {
        collect(source, begins, text, lines);
      }
    }
    return new StartDocuments(String.join("\n", text) + "\n", lines);
  }

  private static void collect(
      Source source, List<Integer> begins, List<String> text, List<String> lines) {
    List<String> all = yaml(source).lines().toList();
    int first = 0;
    while (first < all.size()) {
      int end = first + 1;
      while (end < all.size() && !BEGIN.matcher(all.get(end)).matches()) {
        end++;
      }
      int from = first;
      int to = end;
      if (begins.stream().anyMatch(line -> line > from && line <= to)) {
        if (!BEGIN.matcher(all.get(from)).matches()) {
          text.add("---");
          lines.add(source.name() + ":" + (from + 1));
        }
        for (int index = from; index < to; index++) {
          text.add(all.get(index));
          lines.add(source.name() + ":" + (index + 1));
        }
      }
      first = end;
    }
  }

  /// JSON is YAML but for tabs, which no value of it can hold.
  private static String yaml(Source source) {
    return source.name().toLowerCase(Locale.ROOT).endsWith(".json")
        ? source.text().replace('\t', ' ')
        : source.text();
  }

  /// Where the user wrote what the program that was asked has found.
  String where(String found) {
    Matcher form = WHERE.matcher(found);
    if (form.matches()) {
      int line = Integer.parseInt(form.group(1));
      if (line >= 1 && line <= lines.size()) {
        return lines.get(line - 1);
      }
    }
    return found;
  }
}
