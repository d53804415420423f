package dev.fleetgate.http;

import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.model.Problem;
import dev.fleetgate.observer.Observer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gate runs: every measurement with its query, values and verdict.
final class GateRunRoutes {
  private final Observer observer;
  private final GateRunJson json;

  GateRunRoutes(Observer observer, Links links) {
    this.observer = observer;
    this.json = new GateRunJson(links);
  }

  List<Route> routes() {
    return List.of(
        Route.read("/api/v1/gateruns", this::list).taking("rollout"),
        Route.read("/api/v1/gateruns/(?<id>[^/:]+)", this::get));
  }

  private Reply list(Call call) {
    String rollout = call.parameter("rollout");
    List<GateRun> runs = observer.gateRuns();
    if (!rollout.isEmpty()) {
      Set<String> wanted = runsOf(rollout);
      if (wanted.isEmpty()) {
        return Answers.noRollout(Problem.quoted(rollout));
      }
      runs = runs.stream().filter(run -> wanted.contains(rolloutOf(run))).toList();
    }
    List<GateRun> latestFirst =
        runs.stream().sorted(Comparator.comparing(GateRun::startedAt).reversed()).toList();
    return Reply.json(200, new Tree().put("gateRuns", latestFirst, GateRunJson::summary).node());
  }

  /// Ids of the runs that a name or an id means.
  private Set<String> runsOf(String rollout) {
    return observer.rollouts().stream()
        .filter(state -> state.name().equals(rollout) || state.run().value().equals(rollout))
        .map(state -> state.run().value())
        .collect(Collectors.toSet());
  }

  /// The observer names a gate run by its rollout's run first.
  private static String rolloutOf(GateRun run) {
    String id = run.id().value();
    int end = id.indexOf('.');
    return end < 0 ? id : id.substring(0, end);
  }

  private Reply get(Call call) {
    String id = call.part("id");
    return GateRunId.read(id)
        .flatMap(observer::gateRun)
        .map(run -> Reply.json(200, json.whole(run, prometheus(run))))
        .orElseGet(() ->
            Reply.problem(
                HttpRule.NO_SUCH_GATE_RUN,
                "gate run",
                Problem.quoted(id),
                "the id of a gate run; GET /api/v1/gateruns lists them"));
  }

  private String prometheus(GateRun run) {
    return observer
        .cluster(run.gate().cluster())
        .map(view -> view.cluster().prometheus().toString())
        .orElse("");
  }
}
