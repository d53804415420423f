package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks that a pack's files hold what its `pack.yaml` says: the objects, exactly one sentinel of
/// its own name, the recorded series with their look-back, the heartbeat, and PromQL that
/// Prometheus reads.
final class PackCheck {
  private static final List<String> STAND_INS = List.of("value", "1", "5m");

  private final RulePack pack;
  private final RulePackSpec spec;
  private final Problems problems;

  PackCheck(RulePack pack, Problems problems) {
    this.pack = pack;
    this.spec = pack.spec();
    this.problems = problems;
  }

  void run() {
    List<Node> objects = objects();
    List<Node.Obj> rules = new ArrayList<>();
    for (Node object : objects) {
      object(object);
      rules.addAll(PackedRules.rules(object));
    }
    places(objects);
    sentinel(rules);
    recorded(rules);
    heartbeat(rules);
  }

  private List<Node> objects() {
    List<Node> objects = new ArrayList<>();
    for (String file : spec.objects()) {
      Node object = pack.files().get(file);
      if (object == null) {
        refuse(
            pack.source(),
            RulePackRule.OBJECT_FILE_MISSING,
            new Words(
                "objects", Problem.quoted(file), "a file of the pack's folder; add or remove it"));
      } else {
        objects.add(object);
      }
    }
    pack.files()
        .forEach((file, object) -> {
          if (!spec.objects().contains(file)) {
            refuse(
                object,
                RulePackRule.OBJECT_FILE_UNLISTED,
                new Words(file, "not listed", "every file under objects; list it or remove it"));
          }
        });
    return objects;
  }

  private void object(Node object) {
    String kind = object.textAt("kind").orElse("");
    boolean known =
        MonitoringKind.of(kind).isPresent()
            && object.textAt("apiVersion").filter(MonitoringKind.API_VERSION::equals).isPresent()
            && object.textAt("metadata", "name").isPresent();
    if (!known) {
      refuse(
          object,
          RulePackRule.OBJECT_KIND,
          new Words(
              "object",
              Problem.quoted(kind),
              "ServiceMonitor, PodMonitor, Probe or PrometheusRule of "
                  + MonitoringKind.API_VERSION
                  + " with a name; write apiVersion, kind and metadata.name"));
    }
    object
        .path("metadata", "namespace")
        .ifPresent(namespace ->
            problems.add(
                namespace,
                RulePackRule.OBJECT_NAMESPACE,
                "metadata.namespace",
                "none, as each cluster's Prometheus decides it; remove the field"));
  }

  /// Every `{{params.x}}` names a parameter, and what stands there then is PromQL where it has to
  /// be. Parameters without a default are stood in for by a word, a number or a duration, whichever
  /// fits.
  private void places(List<Node> objects) {
    List<Problem> first = List.of();
    for (String standIn : STAND_INS) {
      Problems found = new Problems();
      filled(objects, Node.text(standIn), found);
      if (found.none()) {
        return;
      }
      first = first.isEmpty() ? found.list() : first;
    }
    first.forEach(problems::add);
  }

  private void filled(List<Node> objects, Node standIn, Problems found) {
    Map<String, Node> values = new LinkedHashMap<>();
    spec.parameters()
        .forEach(parameter -> values.put(parameter.name(), parameter.fallback().orElse(standIn)));
    ParameterValues check = new ParameterValues(values, found);
    List<Node> replaced = objects.stream().map(check::replace).toList();
    Node fresh = check.replace(pack.source().path("spec", "freshSeries").orElse(Node.nothing()));
    if (found.none()) {
      new PackExpressions(pack, found).check(replaced, fresh);
    }
  }

  private void sentinel(List<Node.Obj> rules) {
    List<Node.Obj> sentinels = rules.stream().filter(PackedRules::isSentinel).toList();
    boolean ours =
        sentinels.size() == 1
            && sentinels
                .getFirst()
                .textAt("labels", "pack")
                .filter(spec.name()::equals)
                .isPresent();
    if (!ours) {
      refuse(
          sentinels.isEmpty() ? pack.source() : sentinels.getLast(),
          RulePackRule.SENTINEL,
          new Words(
              PackedRules.SENTINEL,
              sentinels.size() + " rules record it",
              "exactly one rule with label pack: "
                  + spec.name()
                  + "; record it by vector(1) in one group"));
    }
  }

  private void recorded(List<Node.Obj> rules) {
    Set<String> made = new LinkedHashSet<>();
    for (Node.Obj rule : rules) {
      String series = rule.textAt("record").orElse("");
      if (series.isEmpty() || series.equals(PackedRules.SENTINEL)) {
        continue;
      }
      made.add(series);
      if (!spec.recorded().containsKey(series)) {
        refuse(
            rule,
            RulePackRule.RECORDED_UNDECLARED,
            new Words(
                "record",
                Problem.quoted(series),
                "an entry of recorded in pack.yaml with its look-back; add series and looksBack"));
      }
    }
    for (String series : spec.recorded().keySet()) {
      if (!made.contains(series)) {
        refuse(
            pack.source(),
            RulePackRule.RECORDED_UNUSED,
            new Words(
                "recorded", Problem.quoted(series), "a series that a rule records; remove it"));
      }
    }
  }

  private void heartbeat(List<Node.Obj> rules) {
    spec.heartbeat()
        .filter(alert ->
            rules.stream()
                .noneMatch(rule -> rule.textAt("alert").filter(alert::equals).isPresent()))
        .ifPresent(alert ->
            refuse(
                pack.source(),
                RulePackRule.HEARTBEAT,
                new Words(
                    "heartbeat",
                    Problem.quoted(alert),
                    "the name of an alert of the pack; add it or remove the field")));
  }

  private record Words(String subject, String found, String expected) {}

  private void refuse(Node at, RulePackRule rule, Words words) {
    problems.add(new Problem(at.at(), rule, words.subject(), words.found(), words.expected()));
  }
}
