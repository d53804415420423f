package dev.fleetgate.rollout.machine;

import dev.fleetgate.rollout.IllegalTransitionException;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.WaveState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The table of legal moves, as data. Staying where one is, is always legal; a move that is not
/// here is a bug and throws.
final class LegalMoves {
  private static final Map<String, List<String>> RUN =
      table(
          "Pending > Running",
          "Running > Aborting, RollingBack, Succeeded, Rejected",
          "Aborting > Aborted",
          "RollingBack > RolledBack, Failed",
          "Succeeded >",
          "Failed >",
          "Aborted >",
          "RolledBack >",
          "Rejected >");

  private static final Map<String, List<String>> WAVE =
      table(
          "Pending > Before",
          "Before > Rolling, Breached",
          "Rolling > Before, After, Breached",
          "After > Rolling, Passed, Breached",
          "Breached > Before, Rolling",
          "Passed >");

  private static final Map<String, List<String>> MEMBER =
      table(
          "Pending > Triggering, Failed, Unreachable, Stopped, UndoPending",
          "Triggering > Pending, Settling, Gating, Succeeded, Failed, TimedOut, Unreachable, Held,"
              + " Stopped, UndoPending",
          "Settling > Pending, Gating, Succeeded, Unreachable, Stopped, UndoPending",
          "Gating > Pending, Succeeded, Failed, Unreachable, Held, Stopped, UndoPending",
          "Succeeded > Failed, Unreachable, UndoPending",
          "Failed > Pending, UndoPending",
          "TimedOut > Pending, UndoPending",
          "Unreachable > Pending, Triggering, Settling, Gating, Succeeded, Held, UndoPending",
          "Held > Pending, Triggering, Succeeded, Failed, Unreachable, Stopped, UndoPending",
          "Stopped >",
          "UndoPending > Undoing, Undone, UndoFailed, UndoImpossible",
          "Undoing > UndoPending, Undone, UndoFailed, UndoImpossible",
          "Undone >",
          "UndoFailed > UndoPending",
          "UndoImpossible >");

  private static final Map<String, List<String>> STEP =
      table(
          "Intended > Sending, Sent, Done",
          "Sending > Intended, Sent, Done, Unknown",
          "Sent > Done",
          "Done >",
          "Unknown >");

  private LegalMoves() {}

  static void check(RolloutState.Phase from, RolloutState.Phase to) {
    check("run", RUN, from.written(), to.written());
  }

  static void check(String wave, WaveState.Phase from, WaveState.Phase to) {
    check("wave " + wave, WAVE, from.written(), to.written());
  }

  static void check(String member, MemberState from, MemberState to) {
    check("member " + member, MEMBER, from.written(), to.written());
  }

  /// Within one attempt; the next attempt begins anew with Intended.
  static void check(String key, TriggerStep from, TriggerStep to) {
    check("trigger " + key, STEP, from.getClass().getSimpleName(), to.getClass().getSimpleName());
  }

  /// The four tables in Markdown, as `docs/architecture.md` shows them.
  static String markdown() {
    StringBuilder text = new StringBuilder();
    markdown("Run", RUN, text);
    markdown("Wave", WAVE, text);
    markdown("Member", MEMBER, text);
    markdown("Trigger, within one attempt", STEP, text);
    return text.toString();
  }

  private static void markdown(String title, Map<String, List<String>> table, StringBuilder text) {
    text.append("\n| ").append(title).append(" | may become |\n|---|---|\n");
    table.forEach((from, to) ->
        text.append("| ")
            .append(from)
            .append(" | ")
            .append(to.isEmpty() ? "nothing: it is over" : String.join(", ", to))
            .append(" |\n"));
  }

  private static void check(
      String subject, Map<String, List<String>> table, String from, String to) {
    if (!from.equals(to) && !Objects.requireNonNull(table.get(from), from).contains(to)) {
      throw new IllegalTransitionException(subject, from, to);
    }
  }

  private static Map<String, List<String>> table(String... lines) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String line : lines) {
      int arrow = line.indexOf('>');
      String to = line.substring(arrow + 1).strip();
      table.put(
          line.substring(0, arrow).strip(), to.isEmpty() ? List.of() : List.of(to.split(", ")));
    }
    return Collections.unmodifiableMap(table);
  }
}
