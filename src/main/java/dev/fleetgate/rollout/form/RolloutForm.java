package dev.fleetgate.rollout.form;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// Writes a state as a node and reads it back, without loss.
public final class RolloutForm {
  private RolloutForm() {}

  public static Node write(RolloutState state) {
    return new Form()
        .put("schemaVersion", state.schemaVersion())
        .put("run", state.run().value())
        .put("spec", SpecForm.write(state.spec()))
        .put("phase", state.phase())
        .put("holds", state.holds(), RolloutForm::hold)
        .put("waves", state.waves(), WaveForm::write)
        .put("members", state.members().values(), MemberForm::write)
        .put("probeInterval", state.probeInterval().toString())
        .put("suspicions", state.suspicions(), RolloutForm::suspicion)
        .put("alertSequence", state.alertSequence())
        .put("touches", state.touches())
        .put("undoFromWave", state.undoFromWave())
        .put("decisions", state.decisions(), RolloutForm::decision)
        .put("decisionsDropped", state.decisionsDropped())
        .put("startedAt", state.startedAt())
        .put("phaseSince", state.phaseSince())
        .node();
  }

  /// @param triggers types a phase's trigger from what [Trigger#asNode] returned
  /// @throws BadInputException with every problem, if the node is no state of this schema version
  public static RolloutState read(Node node, Function<Node, Trigger> triggers) {
    Problems problems = new Problems();
    version(node, problems);
    problems.throwIfAny();
    RolloutState state = Form.ended(node, "state", problems, from -> state(from, triggers));
    problems.throwIfAny();
    return state;
  }

  private static void version(Node node, Problems problems) {
    Node version = node.path("schemaVersion").orElseGet(Node::nothing);
    if (!version.equals(Node.number(RolloutState.SCHEMA_VERSION))) {
      problems.add(
          version,
          FormRule.OTHER_SCHEMA_VERSION,
          "schemaVersion",
          RolloutState.SCHEMA_VERSION + "; run the release that wrote it");
    }
  }

  private static RolloutState state(Fields from, Function<Node, Trigger> triggers) {
    Map<ClusterId, Member> members = new LinkedHashMap<>();
    Form.list(from, "members", MemberForm::read)
        .forEach(member -> members.put(member.id(), member));
    RolloutSpec spec = Form.required(from, "spec", below -> SpecForm.read(below, triggers));
    return new RolloutState(
        from.count("schemaVersion", 0, 0),
        run(from),
        spec,
        Form.choice(from, "phase", RolloutState.Phase.values()),
        new TreeSet<>(Form.list(from, "holds", RolloutForm::hold)),
        Form.list(from, "waves", WaveForm::read),
        members,
        Form.measured(from, "probeInterval"),
        Form.list(from, "suspicions", RolloutForm::suspicion),
        sequence(from),
        from.count("touches", 0, 0),
        from.count("undoFromWave", 0, 0),
        Form.list(from, "decisions", RolloutForm::decision),
        from.count("decisionsDropped", 0, 0),
        Form.instant(from, "startedAt"),
        Form.instant(from, "phaseSince"));
  }

  private static RunId run(Fields from) {
    String text = from.text("run");
    if (RunId.legal(text)) {
      return new RunId(text);
    }
    from.problems()
        .add(
            new Problem(
                from.at(), FormRule.NOT_A_NAME, "run", Problem.quoted(text), "the id of a run"));
    return new RunId("unknown");
  }

  private static long sequence(Fields from) {
    return from.node("alertSequence")
        .map(node -> {
          if (node instanceof Node.Num(var value, _)) {
            return value.longValue();
          }
          from.problems()
              .add(
                  new Problem(
                      node.at(),
                      FieldRule.NOT_A_NUMBER,
                      "alertSequence",
                      node.shown(),
                      "a whole number"));
          return 0L;
        })
        .orElse(0L);
  }

  private static Node hold(Hold hold) {
    return new Form()
        .put("kind", hold.kind())
        .put("subject", hold.subject())
        .put("reason", hold.reason())
        .put("since", hold.since())
        .put("by", hold.by())
        .node();
  }

  private static Hold hold(Fields from) {
    return new Hold(
        Form.choice(from, "kind", Hold.Kind.values()),
        from.text("subject", ""),
        from.text("reason", ""),
        Form.instant(from, "since"),
        from.text("by", ""));
  }

  private static Node suspicion(Suspicion suspicion) {
    return new Form()
        .put("member", suspicion.member().value())
        .put("labels", suspicion.labels())
        .put("until", suspicion.until())
        .node();
  }

  private static Suspicion suspicion(Fields from) {
    return new Suspicion(
        Form.cluster(from, "member"), from.textMap("labels"), Form.instant(from, "until"));
  }

  private static Node decision(Decision decision) {
    return new Form()
        .put("at", decision.at())
        .put("who", decision.who())
        .put("what", decision.what())
        .put("why", decision.why())
        .node();
  }

  private static Decision decision(Fields from) {
    return new Decision(
        Form.instant(from, "at"),
        from.text("who", ""),
        from.text("what", ""),
        from.text("why", ""));
  }
}
