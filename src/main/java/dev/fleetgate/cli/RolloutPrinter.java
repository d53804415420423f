package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.io.PrintWriter;
import java.util.List;

/// Prints a run as the API shows it.
final class RolloutPrinter {
  private static final int DECISIONS = 10;

  private RolloutPrinter() {}

  static void print(Node rollout, Screen screen) {
    PrintWriter out = screen.out();
    out.println(
        "%s: %s since %s, run %s"
            .formatted(
                JsonView.text(rollout, "name"),
                painted(JsonView.text(rollout, "phase"), screen),
                JsonView.time(rollout, "phaseSince"),
                JsonView.text(rollout, "run")));
    String from = JsonView.text(rollout, "change", "from");
    out.println(
        "change "
            + JsonView.text(rollout, "change", "id")
            + (from.isEmpty() ? "" : " from " + from));
    for (Node hold : JsonView.items(rollout, "holds")) {
      out.println(screen.painted(Screen.Colour.WAITING, hold(hold)));
    }
    for (Node wave : JsonView.items(rollout, "waves")) {
      wave(wave, screen);
    }
    decisions(rollout, out);
    out.flush();
  }

  /// A phase or a state in the colour of what it says.
  static String painted(String word, Screen screen) {
    return switch (word) {
      case "Succeeded", "Passed" -> screen.painted(Screen.Colour.GOOD, word);
      case "Failed",
          "Aborted",
          "RolledBack",
          "Rejected",
          "Breached",
          "TimedOut",
          "UndoFailed",
          "UndoImpossible" ->
          screen.painted(Screen.Colour.BAD, word);
      case "Held", "Unreachable", "RollingBack", "Aborting" ->
          screen.painted(Screen.Colour.WAITING, word);
      default -> word;
    };
  }

  /// A hold in one line.
  static String hold(Node hold) {
    String subject = JsonView.text(hold, "subject");
    String reason = JsonView.text(hold, "reason");
    return "held: "
        + JsonView.text(hold, "kind")
        + (subject.isEmpty() ? "" : " " + subject)
        + (reason.isEmpty() ? "" : ": " + reason)
        + ", by "
        + JsonView.text(hold, "by")
        + " since "
        + JsonView.time(hold, "since");
  }

  private static void wave(Node wave, Screen screen) {
    screen
        .out()
        .println(
            "wave %s: %s, %s, %s at a time, at most %s failed and %s unreachable"
                .formatted(
                    JsonView.text(wave, "name"),
                    painted(JsonView.text(wave, "phase"), screen),
                    Figures.counted(JsonView.text(wave, "size"), "member"),
                    JsonView.text(wave, "limits", "maxConcurrency"),
                    JsonView.text(wave, "limits", "maxFailed"),
                    JsonView.text(wave, "limits", "maxUnreachable")));
    for (String when : List.of("before", "after")) {
      for (Node requirement : JsonView.items(wave, when)) {
        screen.out().println("  " + when + " " + requirement(requirement));
      }
    }
    Table table = new Table("  MEMBER", "STATE", "PHASE", "SINCE", "LOOK AGAIN", "REASON");
    for (Node member : JsonView.items(wave, "members")) {
      table.row(
          "  " + JsonView.text(member, "name"),
          JsonView.text(member, "state"),
          JsonView.text(member, "phase"),
          JsonView.time(member, "since"),
          JsonView.time(member, "lookAgainAt"),
          JsonView.text(member, "sentence"));
    }
    table.lines().forEach(screen.out()::println);
  }

  private static String requirement(Node requirement) {
    String what =
        JsonView.text(requirement, "kind")
            + " "
            + JsonView.text(requirement, "duration")
            + JsonView.text(requirement, "timeout")
            + JsonView.text(requirement, "gate");
    String by = JsonView.text(requirement, "by");
    String since = JsonView.time(requirement, "since");
    String sentence = JsonView.text(requirement, "sentence");
    return what.strip()
        + ": "
        + JsonView.text(requirement, "state")
        + (by.isEmpty() ? "" : " by " + by)
        + (since.isEmpty() ? "" : " since " + since)
        + (sentence.isEmpty() ? "" : ", " + sentence);
  }

  private static void decisions(Node rollout, PrintWriter out) {
    List<Node> decisions = JsonView.items(rollout, "decisions");
    if (!decisions.isEmpty()) {
      out.println("decisions, the latest last:");
    }
    int earlier = Math.max(0, decisions.size() - DECISIONS);
    if (earlier > 0) {
      out.println("  " + earlier + " earlier; all by --output json");
    }
    for (Node decision : decisions.subList(earlier, decisions.size())) {
      out.println("  " + decision(decision));
    }
  }

  /// A decision in one line.
  static String decision(Node decision) {
    String why = JsonView.text(decision, "why");
    return JsonView.time(decision, "at")
        + " "
        + JsonView.text(decision, "what")
        + ", by "
        + JsonView.text(decision, "who")
        + (why.isEmpty() ? "" : ": " + why);
  }
}
