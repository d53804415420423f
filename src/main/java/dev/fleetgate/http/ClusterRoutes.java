package dev.fleetgate.http;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Observer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Clusters: what is known of them, looking again, and moving their packs.
final class ClusterRoutes {
  private final Observer observer;

  ClusterRoutes(Observer observer) {
    this.observer = observer;
  }

  List<Route> routes() {
    String one = "/api/v1/clusters/(?<name>[^/:]+)";
    return List.of(
        Route.read("/api/v1/clusters", _ -> list()),
        Route.read(one, call -> found(call, id -> observer.cluster(id).map(ClusterJson::of))),
        Route.change(
            one + ":check",
            Route.JSON,
            call -> changing(call, id -> observer.check(id).map(ClusterJson::of))),
        Route.change(
            one + ":apply-rules",
            Route.JSON,
            call ->
                changing(
                    call,
                    id ->
                        observer
                            .apply(id)
                            .map(changes -> ClusterJson.changes(id.value(), changes)))));
  }

  private Reply list() {
    return Reply.json(200, ClusterJson.list(observer.clusters()));
  }

  /// A change whose body says nothing.
  private static Reply changing(Call call, Function<ClusterId, Optional<Node.Obj>> ask) {
    Problems problems = new Problems();
    Fields.of(call.json(), "body", problems).end();
    problems.throwIfAny();
    return found(call, ask);
  }

  private static Reply found(Call call, Function<ClusterId, Optional<Node.Obj>> ask) {
    String name = call.part("name");
    return Optional.of(name)
        .filter(ClusterId::legal)
        .flatMap(legal -> ask.apply(new ClusterId(legal)))
        .map(node -> Reply.json(200, node))
        .orElseGet(() ->
            Reply.problem(
                HttpRule.NO_SUCH_CLUSTER,
                "cluster",
                Problem.quoted(name),
                "a cluster of the fleet; see the list of clusters"));
  }
}
