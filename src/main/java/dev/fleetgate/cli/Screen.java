package dev.fleetgate.cli;

import java.io.PrintWriter;
import java.util.Objects;

/// Where a command prints.
///
/// @param out answers, and nothing else, so that they can be piped
/// @param err complaints and progress
/// @param colours whether `out` and `err` are a terminal that shows colours
public record Screen(PrintWriter out, PrintWriter err, boolean colours) {
  public Screen {
    Objects.requireNonNull(out);
    Objects.requireNonNull(err);
  }

  /// The text in a colour, where there are colours.
  String painted(Colour colour, String text) {
    return colours ? "\u001B[" + colour.code + "m" + text + "\u001B[0m" : text;
  }

  /// What a colour says.
  enum Colour {
    GOOD(32),
    BAD(31),
    WAITING(33),
    QUIET(2);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }
}
