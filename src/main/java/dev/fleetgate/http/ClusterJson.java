package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import dev.fleetgate.observer.ClusterView;
import dev.fleetgate.observer.Reachability;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Proof;
import java.util.List;
import java.util.Locale;

/// Prints clusters as the API shows them; docs/api.md describes the form.
public final class ClusterJson {
  private ClusterJson() {}

  /// Every cluster.
  public static Node.Obj list(List<ClusterView> views) {
    return new Tree().put("clusters", views, ClusterJson::of).node();
  }

  static Node.Obj of(ClusterView view) {
    Tree labels = new Tree();
    view.cluster().labels().forEach((name, value) -> labels.put(name, Node.text(value)));
    return new Tree()
        .put("name", view.cluster().id().value())
        .put("labels", labels.node())
        .put("reach", reach(view.reach()))
        .put("monitoring", monitoring(view))
        .put("packs", view.proofs(), ClusterJson::pack)
        .put("checkedAt", view.checkedAt())
        .put("links", links(view))
        .node();
  }

  private static Node links(ClusterView view) {
    return new Tree()
        .put("self", "/api/v1/clusters/" + Links.encoded(view.cluster().id().value()))
        .put("prometheus", view.cluster().prometheus().toString())
        .node();
  }

  private static Node reach(Reachability reach) {
    return new Tree()
        .put("state", reach.state().written())
        .put("since", reach.since())
        .put("sentence", reach.message())
        .put("probedAt", reach.probedAt())
        .node();
  }

  private static Node monitoring(ClusterView view) {
    return new Tree()
        .put("proven", view.unproven(false).isEmpty())
        .put("alertsReachUs", view.unproven(true).isEmpty())
        .put("brokenRung", view.brokenRung().map(rung -> rung.written()).orElse(""))
        .put("sentence", view.unproven(true).orElse(""))
        .node();
  }

  private static Node pack(Proof proof) {
    return new Tree()
        .put("name", proof.pack())
        .put("revision", proof.revision())
        .put("judgedAt", proof.at())
        .put("rungs", proof.steps(), ClusterJson::step)
        .node();
  }

  private static Node step(Proof.Step step) {
    Tree tree = new Tree().put("rung", step.rung().written());
    switch (step.result()) {
      case Proof.Proven(var evidence) -> tree.put("state", "proven").put("evidence", evidence);
      case Proof.Broken(var found, var expected) ->
          tree.put("state", "broken").put("found", found).put("expected", expected);
      case Proof.NotLooked(var because) ->
          tree.put("state", "not looked").put("because", because.written());
    }
    return tree.put("since", step.since()).node();
  }

  /// What was done to each object of the packs.
  static Node.Obj changes(String cluster, List<ObjectChange> changes) {
    long written =
        changes.stream()
            .filter(change ->
                switch (change.change()) {
                  case CREATED, CHANGED, REMOVED -> true;
                  case UNCHANGED, REFUSED -> false;
                })
            .count();
    return new Tree()
        .put("cluster", cluster)
        .put("written", written)
        .put("objects", changes, ClusterJson::change)
        .node();
  }

  private static Node change(ObjectChange change) {
    return new Tree()
        .put("object", change.object())
        .put("change", change.change().name().toLowerCase(Locale.ROOT))
        .put("detail", change.detail())
        .node();
  }
}
