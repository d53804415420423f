package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the phases of a rollout.
///
/// Thread safety: confined to the thread that reads the input.
final class PhaseReader {
  private final TriggerTyping triggers;
  private final Problems problems;

  PhaseReader(TriggerTyping triggers, Problems problems) {
    this.triggers = triggers;
    this.problems = problems;
  }

  /// The phase; empty if it has no trigger that can be typed.
  Optional<PhaseSpec> phase(Node item) {
    Fields fields = Fields.of(item, "phases", problems);
    String name = fields.text("name");
    fields.required("trigger");
    Optional<Trigger> trigger =
        fields.node("trigger").flatMap(node -> triggers.type(node, problems));
    Undo undo = undo(fields);
    List<GateRef> gate =
        fields.node("gate").map(node -> WaveReader.gateRef(node, problems)).stream().toList();
    Duration timeout = fields.duration("timeout", PhaseSpec.DEFAULT_TIMEOUT);
    Duration settle = fields.duration("settle", Duration.ZERO);
    Duration gateTimeout = fields.duration("gateTimeout", PhaseSpec.DEFAULT_GATE_TIMEOUT);
    int retries = fields.count("retries", 0, 0);
    Duration grace = fields.duration("unreachableGrace", Duration.ZERO);
    boolean acceptNoUndo = fields.flag("acceptNoUndo", false);
    Duration undoTimeout = fields.duration("undoTimeout", PhaseSpec.DEFAULT_UNDO_TIMEOUT);
    Bounds.later(fields, List.of("creates", "monitoring"));
    fields.end();
    return trigger.map(typed ->
        new PhaseSpec(
            name,
            typed,
            undo,
            gate,
            timeout,
            settle,
            gateTimeout,
            retries,
            grace,
            acceptNoUndo,
            undoTimeout,
            fields.at()));
  }

  /// Not written: by the trigger itself, where it can.
  private Undo undo(Fields fields) {
    Optional<Node> written = fields.node("undo");
    if (written.isPresent() && written.get() instanceof Node.Obj declared) {
      problems.add(
          declared,
          SpecRule.NOT_SUPPORTED_YET,
          "undo",
          "undo: none, or nothing for the trigger's own undo; this version does not support"
              + " declared undo yet");
      return Undo.NATIVE;
    }
    return fields.choice("undo", Map.of("none", Undo.NONE), Undo.NATIVE);
  }
}
