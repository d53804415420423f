package dev.fleetgate.spec;

import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Fleet.KubeconfigSource;
import dev.fleetgate.model.Fleet.PackRef;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `kind: Fleet`.
public final class FleetLoader {
  private final Problems problems;
  private final Fields spec;
  private final String name;
  private final String fleetUrl;

  private FleetLoader(Document document, Problems problems) {
    this.problems = problems;
    Document.Head head = document.open(problems);
    this.name = head.name();
    this.spec = head.spec();
    this.fleetUrl = prometheusUrl(spec);
  }

  /// The fleet; empty if a problem was added.
  public static Optional<Fleet> load(Document document, Problems problems) {
    Problems found = new Problems();
    Fleet fleet = new FleetLoader(document, found).fleet(document);
    found.list().forEach(problems::add);
    return found.none() ? Optional.of(fleet) : Optional.empty();
  }

  private Fleet fleet(Document document) {
    List<KubeconfigSource> sources = new ArrayList<>();
    for (Node item : spec.list("clusters")) {
      sources.add(source(item));
    }
    if (sources.isEmpty()) {
      problems.add(
          new Problem(
              spec.at(),
              SpecRule.NO_CLUSTERS,
              "clusters",
              "none",
              "at least one entry; write - kubeconfig: {path: ~/.kube/config, contexts: [\"*\"]}"));
    }
    List<PackRef> packs = spec.list("rulePacks").stream().map(this::pack).toList();
    ProbePolicy reachability = reachability(spec.below("reachability"));
    List<AlertSource> alertmanagers =
        spec.list("alertmanagers").stream().map(this::alertSource).toList();
    Fields grafana = spec.below("grafana");
    String grafanaUrl = Urls.read(grafana, "url");
    String datasource = grafana.text("datasourceUid", "");
    grafana.end();
    Bounds.later(spec, List.of("planned", "allow"));
    spec.end();
    return new Fleet(
        name,
        sources,
        packs,
        reachability,
        alertmanagers,
        grafanaUrl,
        datasource,
        document.tree().at());
  }

  /// A name alone, or a name with params.
  private PackRef pack(Node item) {
    if (item instanceof Node.Text(var pack, var at)) {
      return new PackRef(pack, Node.object(), at);
    }
    Fields entry = Fields.of(item, "rulePacks", problems);
    String pack = entry.text("name");
    Node params = entry.node("params").orElseGet(Node::object);
    if (!(params instanceof Node.Obj)) {
      problems.add(params, FieldRule.NOT_A_MAPPING, "params", "a mapping; write name: value");
    }
    entry.end();
    return new PackRef(pack, params instanceof Node.Obj given ? given : Node.object(), item.at());
  }

  private KubeconfigSource source(Node item) {
    Fields entry = Fields.of(item, "clusters", problems);
    Bounds.later(entry, List.of("clusterApi", "argocd"));
    boolean later = entry.node("clusterApi").isPresent() || entry.node("argocd").isPresent();
    if (!later) {
      entry.required("kubeconfig");
    }
    Fields kubeconfig = entry.below("kubeconfig");
    String path = later ? "" : kubeconfig.text("path");
    List<String> contexts = contexts(entry, kubeconfig);
    Map<String, String> labels = Labels.read(kubeconfig, "labels");
    kubeconfig.end();
    String own = prometheusUrl(entry);
    if (own.isEmpty() && fleetUrl.isEmpty() && !mentionsUrl(entry) && !mentionsUrl(spec)) {
      problems.add(
          new Problem(
              entry.at(),
              SpecRule.PROMETHEUS_URL_MISSING,
              "prometheus",
              "missing",
              "the address of each cluster's Prometheus; add prometheus: {url: ...} here or below"
                  + " spec"));
    }
    entry.end();
    return new KubeconfigSource(path, contexts, labels, own.isEmpty() ? fleetUrl : own, entry.at());
  }

  private List<String> contexts(Fields entry, Fields kubeconfig) {
    List<String> contexts = kubeconfig.texts("contexts");
    if (contexts.isEmpty() && entry.node("kubeconfig").isPresent()) {
      problems.add(
          new Problem(
              kubeconfig.at(),
              SpecRule.NO_CONTEXTS,
              "contexts",
              "none",
              "at least one context, * for any characters; write contexts: [\"*\"] for all"));
    }
    return contexts;
  }

  private static boolean mentionsUrl(Fields parent) {
    return parent.node("prometheus").isPresent();
  }

  private static String prometheusUrl(Fields parent) {
    if (parent.node("prometheus").isEmpty()) {
      return "";
    }
    Fields prometheus = parent.below("prometheus");
    Bounds.later(prometheus, List.of("discover", "service", "fleet"));
    String url = Urls.ofPrometheus(prometheus, "url");
    prometheus.end();
    return url;
  }

  private static ProbePolicy reachability(Fields fields) {
    Bounds.later(fields, List.of("isolatedShare"));
    int probes = fields.count("probes", ProbePolicy.DEFAULT.probes(), 1);
    ProbePolicy policy =
        new ProbePolicy(probes, Bounds.positive(fields, "over", ProbePolicy.DEFAULT.over()));
    fields.end();
    return policy;
  }

  private AlertSource alertSource(Node item) {
    Fields fields = Fields.of(item, "alertmanagers", problems);
    String tokenFile = fields.text("tokenFile");
    String cluster = fields.text("cluster", "");
    String label = fields.text("label", "");
    List<String> clusters = fields.texts("clusters");
    boolean one = !cluster.isEmpty() && label.isEmpty() && clusters.isEmpty();
    boolean several = cluster.isEmpty() && !label.isEmpty() && !clusters.isEmpty();
    if (!one && !several) {
      problems.add(
          new Problem(
              item.at(),
              SpecRule.ALERTMANAGER_BINDING,
              "alertmanagers",
              String.join(", ", fields.names()),
              "either cluster, or label with clusters; write the clusters that this credential may"
                  + " speak for"));
    }
    fields.end();
    Position at = fields.node("tokenFile").map(Node::at).orElseGet(item::at);
    return new AlertSource(tokenFile, cluster, label, new LinkedHashSet<>(clusters), at);
  }
}
