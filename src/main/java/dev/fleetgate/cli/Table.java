package dev.fleetgate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Rows of text under headings, columns as wide as their widest cell.
///
/// Thread safety: confined to the thread that prints.
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  /// @param cells one for each heading; an empty one is shown as a dash
  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "row: " + cells.length + " cells (expected: " + headings.size() + ")");
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isEmpty() ? "-" : cell.replace('\n', ' '));
    }
    rows.add(row);
    return this;
  }

  /// The lines, headings first, without blanks at their ends.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headings));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringJoiner line = new StringJoiner(GAP);
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      line.add(cell + " ".repeat(width(column) - columns(cell)));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = columns(headings.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, columns(row.get(column)));
    }
    return width;
  }

  private static int columns(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
