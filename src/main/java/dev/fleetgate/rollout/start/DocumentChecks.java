package dev.fleetgate.rollout.start;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules of a rollout document that need no fleet.
final class DocumentChecks {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final RolloutSpec spec;
  private final Map<String, GateFigures> gates;
  private final List<Problem> found = new ArrayList<>();

  private DocumentChecks(RolloutSpec spec, Map<String, GateFigures> gates) {
    this.spec = spec;
    this.gates = gates;
  }

  static List<Problem> of(RolloutSpec spec, Map<String, GateFigures> gates) {
    DocumentChecks checks = new DocumentChecks(spec, gates);
    checks.all();
    return List.copyOf(checks.found);
  }

  private void all() {
    name(spec.at(), "metadata.name", spec.name());
    if (spec.waves().isEmpty()) {
      add(
          spec.at(),
          StartRule.NO_WAVES,
          "waves",
          "none",
          "at least one; add a wave with selector {}");
    }
    if (spec.phases().isEmpty()) {
      add(
          spec.at(),
          StartRule.NO_PHASES,
          "phases",
          "none",
          "at least one; add a phase with a trigger");
    }
    Set<String> waves = new HashSet<>();
    spec.waves().forEach(wave -> wave(wave, waves.add(wave.name())));
    Set<String> phases = new HashSet<>();
    spec.phases().forEach(phase -> phase(phase, phases.add(phase.name())));
    spec.onAlert().forEach(this::alert);
  }

  private void wave(WaveSpec wave, boolean first) {
    name(wave.at(), "wave", wave.name());
    if (!first) {
      add(
          wave.at(),
          StartRule.DUPLICATE_WAVE,
          "wave",
          Problem.quoted(wave.name()),
          "each name once; rename one");
    }
    if (wave.maxConcurrency().number() == 0) {
      add(
          wave.at(),
          StartRule.ZERO_CONCURRENCY,
          "maxConcurrency of wave " + wave.name(),
          wave.maxConcurrency().toString(),
          "at least 1; write 1, or a percentage above 0%");
    }
    budget(wave);
    Stream.concat(wave.before().stream(), wave.after().stream())
        .forEach(requirement -> requirement(wave, requirement));
  }

  private void budget(WaveSpec wave) {
    Budget budget = wave.budget();
    List<Amount> parts =
        List.of(budget.maxFailed(), budget.maxUnreachable(), budget.minSucceeded());
    int sum = parts.stream().mapToInt(Amount::number).sum();
    if (budget.minSucceeded().number() > 0
        && parts.stream().allMatch(part -> part.percent() || part.number() == 0)
        && sum > 100) {
      add(
          wave.at(),
          StartRule.BUDGETS_CONTRADICT,
          "budget of wave " + wave.name(),
          sum + "% in sum",
          "maxFailed + maxUnreachable + minSucceeded <= 100%; lower one of them");
    }
  }

  private void requirement(WaveSpec wave, Requirement requirement) {
    switch (requirement) {
      case Requirement.Approval(var timeout, _) ->
          positive(wave.at(), "approval timeout of wave " + wave.name(), timeout);
      case Requirement.Soak(var duration) ->
          positive(wave.at(), "soak of wave " + wave.name(), duration);
      case Requirement.GateCheck(var gate) -> gate(wave.at(), "wave " + wave.name(), gate);
    }
  }

  private void phase(PhaseSpec phase, boolean first) {
    name(phase.at(), "phase", phase.name());
    if (!first) {
      add(
          phase.at(),
          StartRule.DUPLICATE_PHASE,
          "phase",
          Problem.quoted(phase.name()),
          "each name once; rename one");
    }
    positive(phase.at(), "timeout of phase " + phase.name(), phase.timeout());
    positive(phase.at(), "gateTimeout of phase " + phase.name(), phase.gateTimeout());
    positive(phase.at(), "undoTimeout of phase " + phase.name(), phase.undoTimeout());
    for (GateRef gate : phase.gate()) {
      gate(phase.at(), "phase " + phase.name(), gate);
      gateTimeout(phase, gate);
    }
    undo(phase);
  }

  private void gateTimeout(PhaseSpec phase, GateRef gate) {
    GateFigures figures = gates.get(gate.name());
    if (figures != null && phase.gateTimeout().compareTo(figures.needed()) < 0) {
      add(
          phase.at(),
          StartRule.GATE_TIMEOUT_TOO_SHORT,
          "gateTimeout of phase " + phase.name(),
          Durations.print(phase.gateTimeout()),
          ">= "
              + Durations.print(figures.needed())
              + ", which gate "
              + gate.name()
              + " needs for its measurements; raise it");
    }
  }

  private void undo(PhaseSpec phase) {
    boolean possible =
        phase.undo() == Undo.NONE || phase.acceptNoUndo() || phase.trigger().undoable();
    boolean wanted =
        spec.onBreach().action() == Response.ROLLBACK
            || spec.onAlert().stream().anyMatch(rule -> rule.action() == Response.ROLLBACK);
    if (wanted && !possible) {
      add(
          phase.at(),
          StartRule.ROLLBACK_WITHOUT_UNDO,
          "phase " + phase.name(),
          "trigger " + phase.trigger().kind() + " without undo",
          "an undo, as the rollout may roll back; write undo: none if it changes nothing, or"
              + " acceptNoUndo: true");
    }
  }

  private void alert(AlertRule rule) {
    if (rule.matchers().isEmpty()) {
      add(
          spec.at(),
          StartRule.ALERT_RULE_WITHOUT_MATCHERS,
          "onAlert",
          "a rule without matchers",
          "at least one; write the labels of the alerts that are meant");
    }
  }

  private void gate(Position at, String where, GateRef gate) {
    if (!gates.containsKey(gate.name())) {
      add(
          at,
          StartRule.UNKNOWN_GATE,
          "gate of " + where,
          Problem.quoted(gate.name()),
          "a known gate; give its file, or put it into gates/ beside the rollout");
    }
  }

  private void positive(Position at, String subject, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      add(
          at,
          StartRule.ZERO_TIMEOUT,
          subject,
          Durations.print(duration),
          "> 0s; leave it out or raise it");
    }
  }

  private void name(Position at, String subject, String name) {
    if (!NAME.matcher(name).matches()) {
      add(
          at,
          StartRule.BAD_NAME,
          subject,
          Problem.quoted(name),
          "lower-case letters, digits and -, at most 63; rename it");
    }
  }

  private void add(Position at, StartRule rule, String... texts) {
    found.add(new Problem(at, rule, texts[0], texts[1], texts[2]));
  }
}
