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
  private static final String PENDING = "Pending";

  private RolloutChanges() {}

  static List<String> between(Node before, Node after, Screen screen) {
    List<String> lines = new ArrayList<>();
    for (Node decision : added(before, after, "decisions")) {
      if (tellsNothingNew(decision)) {
        continue;
      }
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

  /// What has happened to a run so far: what is still to begin has no line.
  static List<String> until(Node now, Screen screen) {
    Node before =
        Node.object()
            .with("phase", Node.text(JsonView.text(now, "phase")))
            .with(
                "waves",
                Node.array(waves(now).values().stream().map(RolloutChanges::idle).toList()));
    return between(before, now, screen);
  }

  /// The wave with no member moved.
  private static Node idle(Node wave) {
    List<Node> members =
        JsonView.items(wave, "members").stream()
            .filter(member -> JsonView.text(member, "state").equals(PENDING))
            .toList();
    return Node.object()
        .with("name", Node.text(JsonView.text(wave, "name")))
        .with("phase", Node.text(PENDING))
        .with("members", Node.array(members));
  }

  /// How many members ended in which state.
  static String summary(Node rollout) {
    StringBuilder text =
        new StringBuilder(
            "rollout " + JsonView.text(rollout, "name") + ": " + JsonView.text(rollout, "phase"));
    if (rollout.path("counts").orElseGet(Node::nothing) instanceof Node.Obj counts) {
      counts
          .fields()
          .forEach((word, _) ->
              text.append(", ").append(JsonView.text(counts, word)).append(' ').append(word));
    }
    return text.toString();
  }

  /// What the program decides without a reason shows in its waves and members.
  private static boolean tellsNothingNew(Node decision) {
    return JsonView.text(decision, "who").equals("fleetgate")
        && JsonView.text(decision, "why").isEmpty();
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
