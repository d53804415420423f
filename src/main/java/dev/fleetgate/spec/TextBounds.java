package dev.fleetgate.spec;

import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;

/// What a text must keep before it is given to a parser.
final class TextBounds {
  /// Of a file that a person wrote, in UTF-16 units; snakeyaml's own bound is the same number.
  static final int LONGEST = 3 * 1024 * 1024;

  private TextBounds() {}

  static boolean kept(String text, String source, Problems problems) {
    if (text.length() > LONGEST) {
      problems.add(
          new Problem(
              Position.start(source),
              TextRule.TOO_LARGE,
              "text",
              text.length() + " characters",
              "at most " + LONGEST + "; split it into several files"));
      return false;
    }
    int line = 1;
    for (int index = 0; index < text.length(); index++) {
      char here = text.charAt(index);
      if (here == '\n') {
        line++;
      } else if (Character.isISOControl(here) && here != '\t' && here != '\r') {
        problems.add(
            new Problem(
                new Position(source, line, 0, ""),
                TextRule.CONTROL_CHARACTER,
                "text",
                String.format("character U+%04X", (int) here),
                "text that can be read, in UTF-8; remove the character"));
        return false;
      }
    }
    return true;
  }
}
