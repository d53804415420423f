package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is different between two views of one run, a line for each.
final class RolloutChanges {
  private RolloutChanges() {}

  static List<String> between(Node before, Node after, Screen screen) {
    List<String> lines = new ArrayList<>();
    for (Node decision : added(before, after, "decisions")) {
      lines.add(
          line(
              "decision",
              JsonView.text(decision, "who"),
              JsonView.text(decision, "what"),
              JsonView.text(decision, "why")));
    }
    waves(after)
        .forEach((name, wave) -> {
          String phase = JsonView.text(wave, "phase");
          if (!phase.equals(JsonView.text(waves(before).getOrDefault(name, wave), "phase"))) {
            lines.add(line("wave", name, RolloutPrinter.painted(phase, screen), ""));
          }
        });
    members(lines, before, after, screen);
    for (Node hold : added(before, after, "holds")) {
      lines.add(hold("hold", hold));
    }
    for (Node hold : added(after, before, "holds")) {
      lines.add(hold("no hold", hold));
    }
    String phase = JsonView.text(after, "phase");
    if (!phase.equals(JsonView.text(before, "phase"))) {
      lines.add(
          line("rollout", JsonView.text(after, "name"), RolloutPrinter.painted(phase, screen), ""));
    }
    return lines;
  }

  private static String hold(String kind, Node hold) {
    return line(
        kind,
        JsonView.text(hold, "subject"),
        JsonView.text(hold, "kind"),
        JsonView.text(hold, "reason"));
  }

  private static String line(String kind, String subject, String word, String why) {
    String text = "%-8s %-28s %s".formatted(kind, subject, word);
    return why.isEmpty() ? text.stripTrailing() : text + ": " + why.replace('\n', ' ');
  }

  /// Waits for one reason are one, whatever their particulars.
  private static void members(List<String> lines, Node before, Node after, Screen screen) {
    Map<String, Node> former = members(before);
    members(after)
        .forEach((name, member) -> {
          Node earlier = former.getOrDefault(name, Node.object());
          boolean same =
              List.of("state", "phase", "reason").stream()
                  .allMatch(
                      field -> JsonView.text(member, field).equals(JsonView.text(earlier, field)));
          if (!same) {
            lines.add(
                line(
                    "member",
                    (name + " " + JsonView.text(member, "phase")).strip(),
                    RolloutPrinter.painted(JsonView.text(member, "state"), screen),
                    JsonView.text(member, "sentence")));
          }
        });
  }

  private static Set<Node> added(Node before, Node after, String list) {
    Set<Node> added = new LinkedHashSet<>(JsonView.items(after, list));
    JsonView.items(before, list).forEach(added::remove);
    return added;
  }

  private static Map<String, Node> waves(Node rollout) {
    Map<String, Node> waves = new LinkedHashMap<>();
    JsonView.items(rollout, "waves").forEach(wave -> waves.put(JsonView.text(wave, "name"), wave));
    return waves;
  }

  private static Map<String, Node> members(Node rollout) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (Node wave : JsonView.items(rollout, "waves")) {
      JsonView.items(wave, "members")
          .forEach(member -> members.put(JsonView.text(member, "name"), member));
    }
    return members;
  }
}
