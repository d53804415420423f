package dev.fleetgate.observer;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RecordStore.Found;
import dev.fleetgate.rollout.port.RecordStore.Kept;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A run's own copies of what it started with: its clusters as they were listed, and its gates as
/// they were written.
///
/// Thread safety: immutable.
record RunDocuments(Map<ClusterId, ChildCluster> clusters, Map<String, GateSpec> gates) {
  private static final String CLUSTERS = "clusters";
  private static final String GATE = "gate/";
  private static final String GATES = "gates";

  RunDocuments {
    clusters = Map.copyOf(clusters);
    gates = Map.copyOf(gates);
  }

  /// Writes the copies.
  ///
  /// @return why they could not be written; empty if they were
  static Optional<String> keep(
      RecordStore records,
      RunId run,
      List<ChildCluster> clusters,
      Map<String, StartRequest.GateDocument> gates) {
    Map<String, Node> documents = new LinkedHashMap<>();
    documents.put(CLUSTERS, Node.array(clusters.stream().map(RunDocuments::node).toList()));
    documents.put(GATES, Node.texts(gates.keySet().stream().sorted().toList()));
    gates.forEach((name, gate) -> documents.put(GATE + name, gate.document()));
    for (Map.Entry<String, Node> document : documents.entrySet()) {
      if (records.keepDocument(run, document.getKey(), document.getValue())
          instanceof Kept.Unavailable(var why)) {
        return Optional.of(why);
      }
    }
    return Optional.empty();
  }

  /// Reads the copies.
  ///
  /// @param gate types a gate as it was written
  /// @throws IllegalStateException if one is missing or cannot be read
  /// @throws dev.fleetgate.model.BadInputException if one is not what was written
  static RunDocuments read(RecordStore records, RunId run, Function<Node, GateSpec> gate) {
    Map<ClusterId, ChildCluster> clusters = new LinkedHashMap<>();
    for (Node item : items(document(records, run, CLUSTERS))) {
      ChildCluster cluster = cluster(item);
      clusters.put(cluster.id(), cluster);
    }
    Map<String, GateSpec> gates = new LinkedHashMap<>();
    for (Node name : items(document(records, run, GATES))) {
      if (name instanceof Node.Text(var text, _)) {
        gates.put(text, gate.apply(document(records, run, GATE + text)));
      }
    }
    return new RunDocuments(clusters, gates);
  }

  private static Node document(RecordStore records, RunId run, String name) {
    return switch (records.document(run, name)) {
      case Found.Read<Node>(var found) ->
          found.orElseThrow(() ->
              new IllegalStateException("run " + run + ": its copy of " + name + " is missing"));
      case Found.Unavailable<Node>(var why) ->
          throw new IllegalStateException("run " + run + ": its copy of " + name + ": " + why);
    };
  }

  private static List<Node> items(Node node) {
    return node instanceof Node.Array(var items, _) ? items : List.of();
  }

  private static Node node(ChildCluster cluster) {
    Map<String, Node> labels = new LinkedHashMap<>();
    cluster.labels().forEach((name, value) -> labels.put(name, Node.text(value)));
    return Node.object()
        .with("name", Node.text(cluster.id().value()))
        .with("labels", Node.object(labels))
        .with("kubeconfig", Node.text(cluster.kubeconfig()))
        .with("context", Node.text(cluster.context()))
        .with("prometheus", Node.text(cluster.prometheus().toString()));
  }

  private static ChildCluster cluster(Node node) {
    Problems problems = new Problems();
    Fields fields = Fields.of(node, "cluster", problems);
    String name = fields.text("name");
    Map<String, String> labels = fields.textMap("labels");
    String kubeconfig = fields.text("kubeconfig", "");
    String context = fields.text("context", "");
    String prometheus = fields.text("prometheus");
    fields.end();
    problems.throwIfAny();
    return new ChildCluster(
        new ClusterId(name), labels, kubeconfig, context, URI.create(prometheus));
  }

  /// The copies of a run that is being started.
  static RunDocuments of(
      List<ChildCluster> clusters, Map<String, StartRequest.GateDocument> gates) {
    Map<ClusterId, ChildCluster> byId = new LinkedHashMap<>();
    clusters.forEach(cluster -> byId.put(cluster.id(), cluster));
    Map<String, GateSpec> specs = new LinkedHashMap<>();
    gates.forEach((name, gate) -> specs.put(name, gate.spec()));
    return new RunDocuments(byId, specs);
  }
}
