package dev.fleetgate.http;

import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.model.Problem;
import dev.fleetgate.observer.Observer;
import java.util.Comparator;
import java.util.List;

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
    if (rollout.isEmpty()) {
      return listed(observer.gateRuns());
    }
    return observer
        .gateRuns(rollout)
        .map(GateRunRoutes::listed)
        .orElseGet(() -> Answers.noRollout(Problem.quoted(rollout)));
  }

  private static Reply listed(List<GateRun> runs) {
    List<GateRun> latestFirst =
        runs.stream().sorted(Comparator.comparing(GateRun::startedAt).reversed()).toList();
    return Reply.json(200, new Tree().put("gateRuns", latestFirst, GateRunJson::summary).node());
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
                "the id of a gate run; see the list of gate runs"));
  }

  private String prometheus(GateRun run) {
    return observer
        .cluster(run.gate().cluster())
        .map(view -> view.cluster().prometheus().toString())
        .orElse("");
  }
}
