package dev.fleetgate.http;

import dev.fleetgate.gates.Evidence;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.MetricRun;
import dev.fleetgate.model.Node;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints gate runs as they are stored, with links for each metric and each measurement;
/// docs/api.md describes the form.
///
/// Thread safety: immutable.
final class GateRunJson {
  /// Shown before the first sample that can count, so that one sees what was before.
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final Links links;

  GateRunJson(Links links) {
    this.links = links;
  }

  /// One line of a list.
  static Node.Obj summary(GateRun run) {
    Node.Obj whole = (Node.Obj) run.toNode();
    Tree tree = new Tree();
    for (String name :
        List.of("id", "gate", "cluster", "change", "startedAt", "endedAt", "held", "verdict")) {
      whole.field(name).ifPresent(value -> tree.put(name, value));
    }
    return tree.put("links", self(run)).node();
  }

  private static Node self(GateRun run) {
    return new Tree().put("self", "/api/v1/gateruns/" + Links.encoded(run.id().value())).node();
  }

  /// @param prometheus base URL of the cluster's Prometheus; empty if the cluster is gone
  Node.Obj whole(GateRun run, String prometheus) {
    List<Node> metrics = new ArrayList<>();
    Node.Obj whole = (Node.Obj) run.toNode();
    List<Node> written = items(whole, "metrics");
    for (int index = 0; index < written.size(); index++) {
      metrics.add(metric((Node.Obj) written.get(index), run, index, prometheus));
    }
    return whole.with("metrics", Node.array(metrics)).with("links", self(run));
  }

  private static List<Node> items(Node.Obj of, String name) {
    return of.field(name).orElseGet(Node::nothing) instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }

  private Node metric(Node.Obj written, GateRun run, int index, String prometheus) {
    MetricRun state = run.metrics().get(index);
    Gate.Metric metric = run.gate().metrics().get(index);
    List<Node> measurements = new ArrayList<>();
    List<Node> shown = items(written, "measurements");
    for (int each = 0; each < shown.size(); each++) {
      Instant at = time(state.evidence().get(each));
      Links.Range range = new Links.Range(at.minus(metric.lookBack()).minus(MARGIN), at);
      Node.Obj measurement = (Node.Obj) shown.get(each);
      measurements.add(measurement.with("links", at(metric.query(), range, prometheus)));
    }
    Instant last = state.evidence().isEmpty() ? run.startedAt() : time(state.evidence().getLast());
    Instant first = run.startedAt().minus(metric.lookBack()).minus(MARGIN);
    return written
        .with("measurements", Node.array(measurements))
        .with("links", at(metric.query(), new Links.Range(first, last), prometheus));
  }

  /// The time for which the query was evaluated.
  private static Instant time(Evidence evidence) {
    return evidence.seen().map(seen -> seen.clock().time()).orElseGet(evidence::finishedAt);
  }

  private Node at(String query, Links.Range range, String prometheus) {
    Tree tree = new Tree();
    links.grafana(query, range).ifPresent(url -> tree.put("grafana", url));
    Optional.of(prometheus)
        .filter(base -> !base.isEmpty())
        .ifPresent(
            base -> tree.put("prometheus", Links.prometheus(URI.create(base), query, range)));
    return tree.node();
  }
}
