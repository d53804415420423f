package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Prints what a start would do, from the form of the API.
final class PlanPrinter {
  /// Members of a wave that are named; the answer for programs names all.
  private static final int NAMED = 12;

  private PlanPrinter() {}

  static List<String> lines(Node plan) {
    List<String> lines = new ArrayList<>();
    String from = JsonView.text(plan, "change", "from");
    lines.add(
        "rollout %s, change %s%s"
            .formatted(
                JsonView.text(plan, "name"),
                JsonView.text(plan, "change", "id"),
                from.isEmpty() ? "" : " from " + from));
    lines.addAll(waves(plan));
    JsonView.items(plan, "waves").forEach(wave -> demands(wave, lines));
    List<Node> unmatched = JsonView.items(plan, "unmatched");
    if (!unmatched.isEmpty()) {
      lines.add("in no wave: " + texts(unmatched));
    }
    String on = JsonView.text(plan, "on");
    JsonView.items(plan, "phases").forEach(phase -> phase(phase, on, lines));
    for (Node gate : JsonView.items(plan, "waveGates")) {
      lines.add("gate %s of waves asks on %s:".formatted(JsonView.text(gate, "name"), on));
      metrics(gate, lines);
    }
    notKnown(plan, on, lines);
    return lines;
  }

  /// What was not found out, where somebody looks who has not read every line.
  private static void notKnown(Node plan, String on, List<String> lines) {
    List<String> reasons =
        JsonView.items(plan, "phases").stream()
            .map(phase -> JsonView.text(phase, "callNotKnown"))
            .filter(why -> !why.isEmpty())
            .toList();
    if (!reasons.isEmpty()) {
      List<String> different = reasons.stream().distinct().toList();
      lines.add("");
      lines.add(
          "%s not known: on %s: %s"
              .formatted(
                  Figures.counted(reasons.size(), "call"), on, String.join("; ", different)));
    }
  }

  private static List<String> waves(Node plan) {
    Table table =
        new Table(
            "WAVE",
            "CLUSTERS",
            "AT A TIME",
            "MAY FAIL",
            "MAY BE UNREACHABLE",
            "MUST SUCCEED",
            "IN ORDER");
    for (Node wave : JsonView.items(plan, "waves")) {
      table.row(
          JsonView.text(wave, "name"),
          JsonView.text(wave, "size"),
          JsonView.text(wave, "limits", "maxConcurrency"),
          JsonView.text(wave, "limits", "maxFailed"),
          JsonView.text(wave, "limits", "maxUnreachable"),
          JsonView.text(wave, "limits", "minSucceeded"),
          members(JsonView.items(wave, "members")));
    }
    return table.lines();
  }

  private static void demands(Node wave, List<String> lines) {
    for (String when : List.of("before", "after")) {
      List<Node> demands = JsonView.items(wave, when);
      if (!demands.isEmpty()) {
        lines.add(
            "%s wave %s: %s"
                .formatted(
                    when,
                    JsonView.text(wave, "name"),
                    demands.stream().map(PlanPrinter::demand).collect(Collectors.joining(", "))));
      }
    }
  }

  private static String demand(Node demand) {
    String timeout = JsonView.text(demand, "timeout");
    return (JsonView.text(demand, "kind")
            + " "
            + JsonView.text(demand, "duration")
            + JsonView.text(demand, "gate")
            + (timeout.isEmpty() ? "" : "within " + timeout))
        .strip();
  }

  private static void phase(Node phase, String on, List<String> lines) {
    String retries = JsonView.text(phase, "retries");
    lines.add("");
    lines.add(
        "phase %s, within %s%s"
            .formatted(
                JsonView.text(phase, "name"),
                JsonView.text(phase, "timeout"),
                retries.equals("0") || retries.isEmpty() ? "" : ", retries " + retries));
    if (phase.path("call").isPresent()) {
      lines.add("  sends on %s (where a run has its id, this says plan):".formatted(on));
      yaml(phase, "call", lines);
    } else {
      lines.add("  sends on each cluster:");
      yaml(phase, "trigger", lines);
      String why = JsonView.text(phase, "callNotKnown");
      if (!why.isEmpty()) {
        lines.add("  the exact call on %s cannot be said: %s".formatted(on, why));
      }
    }
    for (Node gate : JsonView.items(phase, "gates")) {
      lines.add(
          "  then gate %s, within %s; on %s it asks:"
              .formatted(JsonView.text(gate, "name"), JsonView.text(phase, "gateTimeout"), on));
      metrics(gate, lines);
      lines.add(
          "    the first measurement can count %s after the trigger is observed done, a pass takes at least %s"
              .formatted(JsonView.text(gate, "countsAfter"), JsonView.text(gate, "verdictAfter")));
    }
  }

  private static void yaml(Node phase, String field, List<String> lines) {
    NodeYaml.write(phase.path(field).orElseGet(Node::nothing))
        .lines()
        .forEach(line -> lines.add("    " + line));
  }

  private static void metrics(Node gate, List<String> lines) {
    for (Node metric : JsonView.items(gate, "metrics")) {
      String interval = JsonView.text(metric, "interval");
      String success = JsonView.text(metric, "successCondition");
      String failure = JsonView.text(metric, "failureCondition");
      lines.add(
          "    %s: %s"
              .formatted(
                  JsonView.text(metric, "name"),
                  JsonView.text(metric, "query").replaceAll("\\s+", " ").strip()));
      lines.add(
          "      %s, %s, looks back %s"
              .formatted(
                  conditions(success, failure),
                  interval.isEmpty()
                      ? "once"
                      : JsonView.text(metric, "count") + " times every " + interval,
                  JsonView.text(metric, "looksBack")));
    }
  }

  private static String conditions(String success, String failure) {
    List<String> parts = new ArrayList<>();
    if (!success.isEmpty()) {
      parts.add("passes while " + success);
    }
    if (!failure.isEmpty()) {
      parts.add("fails when " + failure);
    }
    return String.join(", ", parts);
  }

  private static String members(List<Node> members) {
    int more = members.size() - NAMED;
    return more <= 0 ? texts(members) : texts(members.subList(0, NAMED)) + " and " + more + " more";
  }

  private static String texts(List<Node> nodes) {
    return nodes.stream().map(JsonView::text).collect(Collectors.joining(", "));
  }
}
