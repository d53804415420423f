package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import dev.fleetgate.rules.ChildPrometheus.Selection;
import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Refused;
import dev.fleetgate.rules.Rendering.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Makes a pack ready for one cluster.
///
/// For each object:
/// 1. The Prometheus objects of the cluster that can select its kind at all are taken together; at
///    least one there must be.
/// 2. It goes to the namespace `fleetgate`, with the labels that their namespace selectors ask for.
///    If they select no such namespace, it goes to the namespace of the only Prometheus object.
/// 3. It gets the labels that their object selectors ask for. Labels are copied from the selectors,
///    never guessed.
/// 4. What cannot be satisfied is refused with the reason.
///
/// Invariant: every document of a [Rendered] is selected by each of those Prometheus objects.
public final class RulePackRenderer {
  /// Where Fleetgate's objects are on a child cluster, if its Prometheus looks there.
  public static final String NAMESPACE = "fleetgate";

  /// Label that names the pack of an object.
  public static final String PACK_LABEL = "fleetgate.dev/pack";

  /// Annotation with the revision that an object was rendered from.
  public static final String REVISION_ANNOTATION = "fleetgate.dev/revision";

  /// Annotation with a hash over the rest of the object.
  public static final String CONTENT_ANNOTATION = "fleetgate.dev/content";

  /// Label that Kubernetes itself gives to each Namespace.
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final ResolvedPack pack;
  private final List<ChildPrometheus> all;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Map<String, String>> namespaces = new TreeMap<>();

  private RulePackRenderer(ResolvedPack pack, List<ChildPrometheus> all) {
    this.pack = pack;
    this.all = all;
  }

  /// @param all the Prometheus objects of the cluster
  public static Rendering render(ResolvedPack pack, List<ChildPrometheus> all) {
    return new RulePackRenderer(pack, all).run();
  }

  private Rendering run() {
    if (all.isEmpty()) {
      return new Refused(
          List.of(
              "Prometheus objects: none (expected: at least one;"
                  + " install prometheus-operator with a Prometheus object)"));
    }
    List<Document> documents = new ArrayList<>();
    for (Node.Obj object : pack.objects()) {
      document(object).ifPresent(documents::add);
    }
    return problems.isEmpty() ? new Rendered(pack, namespaces, documents) : new Refused(problems);
  }

  private Optional<Document> document(Node.Obj object) {
    MonitoringKind kind = MonitoringKind.of(object.textAt("kind").orElseThrow()).orElseThrow();
    String name = object.textAt("metadata", "name").orElseThrow();
    List<ChildPrometheus> selecting =
        all.stream().filter(prometheus -> prometheus.selections().containsKey(kind)).toList();
    if (selecting.isEmpty()) {
      refuse(
          places(all),
          kind.selectorField() + " is absent and selects nothing",
          "a selector; set it to {} or to labels in the Prometheus object");
      return Optional.empty();
    }
    Optional<String> namespace = namespace(kind, selecting);
    if (namespace.isEmpty()) {
      return Optional.empty();
    }
    ObjectKey key = new ObjectKey(kind, namespace.get(), name);
    LabelDemands demands = new LabelDemands();
    selecting.forEach(one -> demands.add(one.place(), selection(one, kind).objects()));
    LabelDemands.Labels labels = demands.satisfy(ownLabels(object));
    labels
        .conflicts()
        .forEach(conflict ->
            refuse(
                kind.selectorField(),
                conflict,
                "labels that all of them select; make the selectors agree"));
    enforced(key, selecting);
    return Optional.of(new Document(key, finished(key, object, labels.labels())));
  }

  private Map<String, String> ownLabels(Node.Obj object) {
    Map<String, String> labels = new TreeMap<>(PrometheusObjects.labels(object));
    labels.put(PACK_LABEL, pack.name());
    return labels;
  }

  /// Namespace `fleetgate` if labels can make all select it, else the one that all select anyway.
  private Optional<String> namespace(MonitoringKind kind, List<ChildPrometheus> selecting) {
    LabelDemands demands = new LabelDemands();
    boolean ownOnly = false;
    for (ChildPrometheus prometheus : selecting) {
      Selection selection = selection(prometheus, kind);
      selection.namespaces().ifPresent(selector -> demands.add(prometheus.place(), selector));
      ownOnly |= selection.namespaces().isEmpty() && !prometheus.namespace().equals(NAMESPACE);
    }
    Map<String, String> fixed = new TreeMap<>(namespaces.getOrDefault(NAMESPACE, Map.of()));
    fixed.put(NAME_LABEL, NAMESPACE);
    LabelDemands.Labels labels = demands.satisfy(fixed);
    boolean ours =
        !ownOnly
            && labels.conflicts().isEmpty()
            && labels.labels().entrySet().containsAll(fixed.entrySet());
    if (ours) {
      Map<String, String> asked = new TreeMap<>(labels.labels());
      asked.remove(NAME_LABEL);
      namespaces.put(NAMESPACE, asked);
      return Optional.of(NAMESPACE);
    }
    return theirs(kind, selecting);
  }

  private Optional<String> theirs(MonitoringKind kind, List<ChildPrometheus> selecting) {
    for (ChildPrometheus home : selecting) {
      boolean selectedByAll =
          selecting.stream()
              .allMatch(one ->
                  selection(one, kind)
                      .namespaces()
                      .map(selector -> selector.matches(named(home)))
                      .orElseGet(() -> one.namespace().equals(home.namespace())));
      if (selectedByAll) {
        namespaces.putIfAbsent(home.namespace(), Map.of());
        return Optional.of(home.namespace());
      }
    }
    refuse(
        kind.namespaceSelectorField() + " of " + places(selecting),
        "selects neither namespace " + NAMESPACE + " nor their own",
        "a namespace that all of them select; select namespaces with label "
            + NAME_LABEL
            + ": "
            + NAMESPACE
            + " too");
    return Optional.empty();
  }

  private static Map<String, String> named(ChildPrometheus prometheus) {
    Map<String, String> labels = new TreeMap<>(prometheus.namespaceLabels());
    labels.put(NAME_LABEL, prometheus.namespace());
    return labels;
  }

  /// A forced namespace label hides the series of other namespaces from rules, and overwrites the
  /// label of what is scraped.
  private void enforced(ObjectKey key, List<ChildPrometheus> selecting) {
    for (ChildPrometheus prometheus : selecting) {
      if (prometheus.enforcesOn(key)) {
        refuse(
            "Prometheus " + prometheus.place(),
            "enforcedNamespaceLabel is in force for " + key,
            "none for this object; add group monitoring.coreos.com, resource "
                + key.kind().plural()
                + ", namespace "
                + key.namespace()
                + " to excludedFromEnforcement");
      }
    }
  }

  private Node.Obj finished(ObjectKey key, Node.Obj object, Map<String, String> labels) {
    Map<String, Node> written = new LinkedHashMap<>();
    labels.forEach((name, value) -> written.put(name, Node.text(value)));
    Node.Obj annotations =
        object.path("metadata", "annotations").orElse(Node.object()) instanceof Node.Obj there
            ? there
            : Node.object();
    annotations = annotations.with(REVISION_ANNOTATION, Node.text(pack.revision()));
    Node.Obj metadata =
        ((Node.Obj) object.path("metadata").orElseThrow())
            .with("namespace", Node.text(key.namespace()))
            .with("labels", Node.object(written))
            .with("annotations", annotations);
    Node.Obj whole = object.with("metadata", metadata);
    Node.Text hash = Node.text(CanonicalText.hash(whole));
    return whole.with(
        "metadata", metadata.with("annotations", annotations.with(CONTENT_ANNOTATION, hash)));
  }

  private static Selection selection(ChildPrometheus prometheus, MonitoringKind kind) {
    return Objects.requireNonNull(prometheus.selections().get(kind));
  }

  private static String places(List<ChildPrometheus> some) {
    return "Prometheus " + String.join(", ", some.stream().map(ChildPrometheus::place).toList());
  }

  private void refuse(String subject, String found, String expected) {
    problems.add(subject + ": " + found + " (expected: " + expected + ")");
  }
}
