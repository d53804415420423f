package dev.fleetgate.rollout.form;

import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The document, without positions.
final class SpecForm {
  private SpecForm() {}

  static Node write(RolloutSpec spec) {
    return new Form()
        .put("name", spec.name())
        .put("change", spec.change().id())
        .put("from", spec.change().from())
        .put("selector", selector(spec.selector()))
        .put("unmatched", spec.unmatched())
        .put("waves", spec.waves(), SpecForm::wave)
        .put("phases", spec.phases(), SpecForm::phase)
        .put("onBreach", spec.onBreach().action())
        .put("scope", spec.onBreach().scope())
        .put("onAlert", spec.onAlert(), SpecForm::alert)
        .node();
  }

  static RolloutSpec read(Fields from, Function<Node, Trigger> triggers) {
    return new RolloutSpec(
        from.text("name"),
        new Change(from.text("change", ""), from.text("from", "")),
        Form.required(from, "selector", SpecForm::selector),
        Form.choice(from, "unmatched", Unmatched.values()),
        Form.list(from, "waves", SpecForm::wave),
        Form.list(from, "phases", phase -> phase(phase, triggers)),
        new OnBreach(
            Form.choice(from, "onBreach", Response.values()),
            Form.choice(from, "scope", Scope.values())),
        Form.list(from, "onAlert", SpecForm::alert),
        Position.unknown());
  }

  private static Node selector(LabelSelector selector) {
    return new Form()
        .put("matchLabels", selector.matchLabels())
        .put(
            "matchExpressions",
            selector.matchExpressions(),
            term ->
                new Form()
                    .put("key", term.key())
                    .put("operator", term.operator())
                    .put("values", term.values(), Node::text)
                    .node())
        .node();
  }

  private static LabelSelector selector(Fields from) {
    return new LabelSelector(
        from.textMap("matchLabels"),
        Form.list(
            from,
            "matchExpressions",
            term ->
                new LabelSelector.Requirement(
                    term.text("key"),
                    Form.choice(term, "operator", LabelSelector.Operator.values()),
                    term.texts("values"))));
  }

  private static Node wave(WaveSpec wave) {
    return new Form()
        .put("name", wave.name())
        .put("selector", selector(wave.selector()))
        .put("orderBy", wave.orderByLabel())
        .put("maxConcurrency", amount(wave.maxConcurrency()))
        .put("maxFailed", amount(wave.budget().maxFailed()))
        .put("maxUnreachable", amount(wave.budget().maxUnreachable()))
        .put("minSucceeded", amount(wave.budget().minSucceeded()))
        .put("before", wave.before(), SpecForm::requirement)
        .put("after", wave.after(), SpecForm::requirement)
        .node();
  }

  private static WaveSpec wave(Fields from) {
    return new WaveSpec(
        from.text("name"),
        Form.required(from, "selector", SpecForm::selector),
        from.text("orderBy", ""),
        from.amount("maxConcurrency", WaveSpec.DEFAULT_CONCURRENCY),
        new Budget(
            from.amount("maxFailed", Budget.DEFAULT.maxFailed()),
            from.amount("maxUnreachable", Budget.DEFAULT.maxUnreachable()),
            from.amount("minSucceeded", Budget.DEFAULT.minSucceeded())),
        Form.list(from, "before", SpecForm::requirement),
        Form.list(from, "after", SpecForm::requirement),
        Position.unknown());
  }

  private static Node amount(Amount amount) {
    return amount.percent() ? Node.text(amount.toString()) : Node.number(amount.number());
  }

  private static Node requirement(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Approval(var timeout, var onTimeout) ->
          new Form()
              .put("approval", Node.text(Durations.print(timeout)))
              .put("onTimeout", onTimeout)
              .node();
      case Requirement.Soak(var duration) ->
          new Form().put("soak", Node.text(Durations.print(duration))).node();
      case Requirement.GateCheck(var gate) -> new Form().put("gate", gate(gate)).node();
    };
  }

  private static Requirement requirement(Fields from) {
    Optional<GateRef> gate = Form.optional(from, "gate", SpecForm::gate);
    if (gate.isPresent()) {
      return new Requirement.GateCheck(gate.get());
    }
    if (from.node("soak").isPresent()) {
      return new Requirement.Soak(from.duration("soak", Duration.ZERO));
    }
    return new Requirement.Approval(
        from.duration("approval", Duration.ZERO),
        Form.choice(from, "onTimeout", OnTimeout.values()));
  }

  private static Node gate(GateRef gate) {
    return new Form().put("name", gate.name()).put("args", gate.args()).node();
  }

  private static GateRef gate(Fields from) {
    return new GateRef(from.text("name"), from.textMap("args"));
  }

  private static Node phase(PhaseSpec phase) {
    return new Form()
        .put("name", phase.name())
        .put("trigger", phase.trigger().asNode())
        .put("undo", phase.undo())
        .put("gates", phase.gate(), SpecForm::gate)
        .put("timeout", Node.text(Durations.print(phase.timeout())))
        .put("settle", Node.text(Durations.print(phase.settle())))
        .put("gateTimeout", Node.text(Durations.print(phase.gateTimeout())))
        .put("retries", phase.retries())
        .put("unreachableGrace", Node.text(Durations.print(phase.unreachableGrace())))
        .put("acceptNoUndo", phase.acceptNoUndo())
        .put("undoTimeout", Node.text(Durations.print(phase.undoTimeout())))
        .node();
  }

  private static PhaseSpec phase(Fields from, Function<Node, Trigger> triggers) {
    return new PhaseSpec(
        from.text("name"),
        triggers.apply(from.required("trigger")),
        Form.choice(from, "undo", Undo.values()),
        Form.list(from, "gates", SpecForm::gate),
        from.duration("timeout", PhaseSpec.DEFAULT_TIMEOUT),
        from.duration("settle", Duration.ZERO),
        from.duration("gateTimeout", PhaseSpec.DEFAULT_GATE_TIMEOUT),
        from.count("retries", 0, 0),
        from.duration("unreachableGrace", Duration.ZERO),
        from.flag("acceptNoUndo", false),
        from.duration("undoTimeout", PhaseSpec.DEFAULT_UNDO_TIMEOUT),
        Position.unknown());
  }

  private static Node alert(AlertRule rule) {
    return new Form()
        .put("matchers", rule.matchers(), matcher -> Node.text(matcher.written()))
        .put("action", rule.action())
        .node();
  }

  private static AlertRule alert(Fields from) {
    List<AlertMatcher> matchers =
        from.texts("matchers").stream().flatMap(text -> matcher(from, text).stream()).toList();
    return new AlertRule(matchers, Form.choice(from, "action", Response.values()));
  }

  private static Optional<AlertMatcher> matcher(Fields from, String text) {
    Optional<AlertMatcher> read = AlertMatcher.parse(text);
    if (read.isEmpty()) {
      from.problems()
          .add(
              new Problem(
                  from.at(),
                  FormRule.NOT_A_MATCHER,
                  "matchers",
                  Problem.quoted(text),
                  "a matcher of labels"));
    }
    return read;
  }
}
