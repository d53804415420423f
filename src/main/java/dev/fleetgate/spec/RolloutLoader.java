package dev.fleetgate.spec;

import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads `kind: FleetRollout`: its form. What the document may not mean (a budget that contradicts
/// itself, two waves of one name) is refused by `rollout.start`, for files and for the API alike.
public final class RolloutLoader {
  private final Problems problems;
  private final TriggerTyping triggers;

  private RolloutLoader(TriggerTyping triggers, Problems problems) {
    this.triggers = triggers;
    this.problems = problems;
  }

  /// The rollout; empty if a problem was added.
  public static Optional<RolloutSpec> load(
      Document document, TriggerTyping triggers, Problems problems) {
    Problems found = new Problems();
    RolloutSpec rollout = new RolloutLoader(triggers, found).rollout(document);
    found.list().forEach(problems::add);
    return found.none() ? Optional.of(rollout) : Optional.empty();
  }

  private RolloutSpec rollout(Document document) {
    Document.Head head = document.open(problems);
    Fields spec = head.spec();
    Change change = change(spec);
    LabelSelector selector = Labels.selector(spec, "selector");
    Unmatched unmatched = spec.choice("unmatched", words(Unmatched.values()), Unmatched.FAIL);
    List<WaveSpec> waves = waves(spec);
    List<PhaseSpec> phases = phases(spec);
    OnBreach onBreach = onBreach(spec.below("onBreach"));
    List<AlertRule> onAlert = spec.list("onAlert").stream().map(this::alertRule).toList();
    Bounds.later(spec, List.of("windows"));
    spec.end();
    return new RolloutSpec(
        head.name(),
        change,
        selector,
        unmatched,
        waves,
        phases,
        onBreach,
        onAlert,
        document.tree().at());
  }

  private static Change change(Fields spec) {
    spec.required("change");
    Fields fields = spec.below("change");
    Change change =
        new Change(
            spec.node("change").isPresent() ? fields.text("id") : "", fields.text("from", ""));
    fields.end();
    return change;
  }

  private List<WaveSpec> waves(Fields spec) {
    return spec.list("waves").stream().map(new WaveReader(problems)::wave).toList();
  }

  /// Phases without a trigger are left out; their problem was reported.
  private List<PhaseSpec> phases(Fields spec) {
    PhaseReader reader = new PhaseReader(triggers, problems);
    return spec.list("phases").stream().flatMap(item -> reader.phase(item).stream()).toList();
  }

  private static OnBreach onBreach(Fields fields) {
    OnBreach onBreach =
        new OnBreach(
            fields.choice("action", words(Response.values()), OnBreach.DEFAULT.action()),
            fields.choice("scope", words(Scope.values()), OnBreach.DEFAULT.scope()));
    fields.end();
    return onBreach;
  }

  private AlertRule alertRule(Node item) {
    Fields fields = Fields.of(item, "onAlert", problems);
    List<AlertMatcher> matchers = new ArrayList<>();
    for (Node matcher : fields.list("matchers")) {
      matcher(matcher).ifPresent(matchers::add);
    }
    fields.required("action");
    Response action = fields.choice("action", words(Response.values()), Response.HALT);
    fields.end();
    return new AlertRule(matchers, action);
  }

  private Optional<AlertMatcher> matcher(Node node) {
    Optional<AlertMatcher> read =
        node instanceof Node.Text(var text, _) ? AlertMatcher.parse(text) : Optional.empty();
    if (read.isEmpty()) {
      problems.add(
          node,
          SpecRule.NOT_A_MATCHER,
          "matchers",
          "an Alertmanager matcher with a legal regular expression; write 'severity=\"page\"'");
    }
    return read;
  }

  /// The words of an enum as they stand in YAML.
  static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return words;
  }
}
