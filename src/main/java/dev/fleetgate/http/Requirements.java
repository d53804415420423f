package dev.fleetgate.http;

import dev.fleetgate.model.Durations;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.WaveState.Requirement;
import java.util.List;

/// What must be true before or after a wave, and how far it has come, on the page.
final class Requirements {
  private Requirements() {}

  /// @param when `before` or `after`
  static void put(
      String when, List<RolloutSpec.Requirement> specs, List<Requirement> states, Html html) {
    if (specs.isEmpty()) {
      return;
    }
    html.open("ul", "class", "requirements");
    for (int index = 0; index < specs.size(); index++) {
      html.open("li").text(when + ": " + wanted(specs.get(index)));
      if (index < states.size()) {
        standing(states.get(index), html);
      }
      html.close();
    }
    html.close();
  }

  private static String wanted(RolloutSpec.Requirement spec) {
    return switch (spec) {
      case RolloutSpec.Requirement.Approval(var timeout, _) ->
          "approval within " + Durations.print(timeout);
      case RolloutSpec.Requirement.Soak(var duration) -> "soak for " + Durations.print(duration);
      case RolloutSpec.Requirement.GateCheck(var gate) -> "gate " + gate.name();
    };
  }

  private static void standing(Requirement state, Html html) {
    switch (state) {
      case Requirement.NotBegun() -> html.text(" · not begun");
      case Requirement.Approving(var since, _, _) ->
          html.text(" · ").element("strong", "waits for a person").text(" since ").time(since);
      case Requirement.Soaking(var since, var observed, _, var standing) ->
          html.text(" · " + Durations.print(observed) + " seen since ")
              .time(since)
              .text(standing.isEmpty() ? "" : " · stands still: " + standing);
      case Requirement.Checking(var since, var checks) -> {
        html.text(" · measured since ").time(since);
        for (WaveState.Check check : checks.values()) {
          html.text(check.message().isEmpty() ? "" : " · " + check.message());
        }
      }
      case Requirement.Met(var by, var at) -> html.text(" · met by " + by + " ").time(at);
    }
  }
}
