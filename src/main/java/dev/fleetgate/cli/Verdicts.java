package dev.fleetgate.cli;

import dev.fleetgate.cli.Screen.Colour;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/// Verdicts as commands show them, and the exit codes they end with.
final class Verdicts {
  private Verdicts() {}

  static int exitCode(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> ExitCode.PASSED;
      case Verdict.Fail _ -> ExitCode.FAILED;
      case Verdict.Inconclusive _ -> ExitCode.INCONCLUSIVE;
      case Verdict.Errored _ -> ExitCode.ERROR;
    };
  }

  /// `passed: sentence`; of an inconclusive one with its reason.
  static String line(Verdict verdict, Screen screen) {
    String word =
        switch (verdict) {
          case Verdict.Pass _ -> screen.painted(Colour.GOOD, "passed");
          case Verdict.Fail _ -> screen.painted(Colour.BAD, "failed");
          case Verdict.Inconclusive(var reason, _) ->
              screen.painted(Colour.WAITING, "inconclusive: " + reason.written());
          case Verdict.Errored _ -> screen.painted(Colour.BAD, "errored");
        };
    return word + ": " + withoutEcho(verdict);
  }

  /// Not the reason twice.
  private static String withoutEcho(Verdict verdict) {
    String echo = "terminated: ";
    return verdict instanceof Verdict.Inconclusive(var reason, var sentence)
            && reason == InconclusiveReason.TERMINATED
            && sentence.startsWith(echo)
        ? sentence.substring(echo.length())
        : verdict.sentence();
  }

  static Map<String, Node> fields(Verdict verdict) {
    Map<String, Node> fields = new LinkedHashMap<>();
    String word =
        switch (verdict) {
          case Verdict.Pass _ -> "Pass";
          case Verdict.Fail _ -> "Fail";
          case Verdict.Inconclusive _ -> "Inconclusive";
          case Verdict.Errored _ -> "Errored";
        };
    fields.put("verdict", Node.text(word));
    if (verdict instanceof Verdict.Inconclusive(var reason, _)) {
      fields.put("reason", Node.text(reason.written()));
    }
    fields.put("sentence", Node.text(verdict.sentence()));
    return fields;
  }
}
