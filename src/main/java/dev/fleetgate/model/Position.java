package dev.fleetgate.model;

import java.util.Objects;

/// Where a piece of input was written.
///
/// @param source file name as the user gave it, or a word such as `request` for input without a
///   file
/// @param line line from 1; 0 when the source has no lines
/// @param column column from 1; 0 when the source has no columns
/// @param pointer JSON pointer (RFC 6901) of the value; empty for the whole document
public record Position(String source, int line, int column, String pointer) {
  public Position {
    Objects.requireNonNull(source);
    Objects.requireNonNull(pointer);
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException(
          "line and column: " + line + ":" + column + " (expected: >= 0)");
    }
  }

  /// A position for values that the program made itself.
  public static Position unknown() {
    return new Position("", 0, 0, "");
  }

  /// The position of a whole source.
  public static Position start(String source) {
    return new Position(source, 1, 1, "");
  }

  /// The same place, one step deeper in the tree.
  public Position child(String key) {
    String escaped = key.replace("~", "~0").replace("/", "~1");
    return new Position(source, line, column, pointer + "/" + escaped);
  }

  /// `file:line` where lines are known, otherwise the source and the pointer.
  public String where() {
    if (line > 0) {
      return source + ":" + line;
    }
    return (source + " " + pointer).strip();
  }
}
