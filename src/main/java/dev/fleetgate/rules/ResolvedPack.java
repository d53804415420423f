package dev.fleetgate.rules;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A pack with the values of its parameters: what a cluster is pinned to. Two are equal if their
/// revisions are.
///
/// Thread safety: immutable.
public final class ResolvedPack {
  private final RulePack pack;
  private final Map<String, Node> values;
  private final String revision;
  private final List<Node.Obj> objects;
  private final List<String> freshSeries;

  private ResolvedPack(RulePack pack, Map<String, Node> values, Problems problems) {
    this.pack = pack;
    this.values = Collections.unmodifiableMap(values);
    this.revision = CanonicalText.hash(content());
    ParameterValues replacing = new ParameterValues(values, problems);
    List<Node.Obj> resolved = new ArrayList<>();
    for (String file : pack.spec().objects()) {
      Node object = replacing.replace(Objects.requireNonNull(pack.files().get(file)));
      resolved.add(PackedRules.withRevision((Node.Obj) object, revision));
    }
    this.objects = List.copyOf(resolved);
    Node fresh =
        replacing.replace(pack.source().path("spec", "freshSeries").orElse(Node.nothing()));
    this.freshSeries = texts(fresh);
    if (problems.none()) {
      new PackExpressions(pack, problems).check(objects, fresh);
    }
  }

  private static List<String> texts(Node list) {
    return list instanceof Node.Array(var items, _)
        ? items.stream()
            .map(node -> node instanceof Node.Text(var text, _) ? text : node.shown())
            .toList()
        : List.of();
  }

  /// @param pack without problems
  /// @param given values by parameter name; parameters left out take their default
  /// @return empty if a problem was added
  public static Optional<ResolvedPack> of(RulePack pack, Node.Obj given, Problems problems) {
    Problems own = new Problems();
    Map<String, Node> values = ParameterValues.resolve(pack.spec(), given, own);
    Optional<ResolvedPack> resolved =
        own.none() ? Optional.of(new ResolvedPack(pack, values, own)) : Optional.empty();
    own.list().forEach(problems::add);
    return own.none() ? resolved : Optional.empty();
  }

  /// Reads what [#content] has written.
  public static Optional<ResolvedPack> read(Node content, Problems problems) {
    Fields fields = Fields.of(content, "pinned pack", problems);
    Node source = fields.required("pack");
    Map<String, Node> files = new LinkedHashMap<>();
    if (fields.required("files") instanceof Node.Obj written) {
      files.putAll(written.fields());
    }
    Node values = fields.required("values");
    fields.end();
    if (!problems.none() || !(values instanceof Node.Obj given)) {
      return Optional.empty();
    }
    RulePack pack = RulePack.read(source, files, problems);
    return problems.none() ? of(pack, given, problems) : Optional.empty();
  }

  /// All that makes up this revision, to be stored.
  public Node.Obj content() {
    return Node.object()
        .with("pack", pack.source())
        .with("files", Node.object(pack.files()))
        .with("values", Node.object(values));
  }

  public String name() {
    return pack.name();
  }

  /// 16 hex digits over content and values.
  public String revision() {
    return revision;
  }

  /// Selectors that must answer with samples no older than [#freshWithin].
  public List<String> freshSeries() {
    return freshSeries;
  }

  public Duration freshWithin() {
    return pack.spec().freshWithin();
  }

  /// Name of the alert that always fires, if the pack has one.
  public Optional<String> heartbeat() {
    return pack.spec().heartbeat();
  }

  /// Look-back of each series that the pack records; the sentinel looks at nothing.
  public Map<String, Duration> recorded() {
    Map<String, Duration> recorded = new LinkedHashMap<>(pack.spec().recorded());
    recorded.put(PackedRules.SENTINEL, Duration.ZERO);
    return Collections.unmodifiableMap(recorded);
  }

  /// The objects with values and revision, without namespace and without a cluster's labels.
  List<Node.Obj> objects() {
    return objects;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResolvedPack resolved && revision.equals(resolved.revision);
  }

  @Override
  public int hashCode() {
    return revision.hashCode();
  }

  /// `http-service 0123456789abcdef`.
  @Override
  public String toString() {
    return name() + " " + revision;
  }
}
