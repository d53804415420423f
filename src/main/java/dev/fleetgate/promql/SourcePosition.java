package dev.fleetgate.promql;

import dev.fleetgate.model.Position;

/// A place in a text of several lines.
///
/// @param line from 1
/// @param column from 1, in characters of a Java string
public record SourcePosition(int line, int column) {
  public SourcePosition {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "line and column: " + line + ":" + column + " (expected: >= 1)");
    }
  }

  /// The place of an offset; one behind the text is its end. Lines end with `\n`.
  public static SourcePosition of(String text, int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int lineStart = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
      line++;
      lineStart = at + 1;
    }
    return new SourcePosition(line, end - lineStart + 1);
  }

  /// The same place in the file, if the text is a value on one line, plain or quoted.
  ///
  /// @param value position of the first character of the text
  public Position inLine(Position value) {
    int fileColumn = line == 1 ? value.column() + column - 1 : column;
    return new Position(value.source(), value.line() + line - 1, fileColumn, value.pointer());
  }

  /// The same place in the file, if the text is a YAML block (`|`).
  ///
  /// @param header position of the line that ends with `|`; the text starts on the next line
  /// @param indent columns that the block is indented by
  public Position inBlock(Position header, int indent) {
    return new Position(header.source(), header.line() + line, column + indent, header.pointer());
  }
}
