package dev.fleetgate.rollout.form;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.WaveState.Accepted;
import dev.fleetgate.rollout.WaveState.Check;
import dev.fleetgate.rollout.WaveState.Requirement;
import java.util.LinkedHashMap;
import java.util.Map;

/// A wave of a run; its members are listed by name.
final class WaveForm {
  private enum Kind {
    NOT_BEGUN,
    APPROVING,
    SOAKING,
    CHECKING,
    MET
  }

  private WaveForm() {}

  static Node write(WaveState wave) {
    return new Form()
        .put("name", wave.name())
        .put("phase", wave.phase())
        .put("members", wave.members(), id -> Node.text(id.value()))
        .put("before", wave.before(), WaveForm::requirement)
        .put("after", wave.after(), WaveForm::requirement)
        .put("acceptedFailed", wave.accepted().failed())
        .put("acceptedUnreachable", wave.accepted().unreachable())
        .put("acceptedMissing", wave.accepted().missing())
        .put("round", wave.round())
        .node();
  }

  static WaveState read(Fields from) {
    return new WaveState(
        from.text("name"),
        Form.choice(from, "phase", WaveState.Phase.values()),
        from.texts("members").stream().map(text -> Form.cluster(text, from)).toList(),
        Form.list(from, "before", WaveForm::requirement),
        Form.list(from, "after", WaveForm::requirement),
        new Accepted(
            from.count("acceptedFailed", 0, 0),
            from.count("acceptedUnreachable", 0, 0),
            from.count("acceptedMissing", 0, 0)),
        from.count("round", 0, 0));
  }

  private static Node requirement(Requirement requirement) {
    return switch (requirement) {
      case Requirement.NotBegun() -> new Form().put("kind", Kind.NOT_BEGUN).node();
      case Requirement.Approving(var since, var clock, var observedAt) ->
          new Form()
              .put("kind", Kind.APPROVING)
              .put("since", since)
              .put("clock", clock.toString())
              .put("observedAt", observedAt)
              .node();
      case Requirement.Soaking(var since, var observed, var observedAt, var standing) ->
          new Form()
              .put("kind", Kind.SOAKING)
              .put("since", since)
              .put("observed", observed.toString())
              .put("observedAt", observedAt)
              .put("standing", standing)
              .node();
      case Requirement.Checking(var since, var checks) ->
          new Form()
              .put("kind", Kind.CHECKING)
              .put("since", since)
              .put("checks", checks.entrySet(), WaveForm::check)
              .node();
      case Requirement.Met(var by, var at) ->
          new Form().put("kind", Kind.MET).put("by", by).put("at", at).node();
    };
  }

  private static Requirement requirement(Fields from) {
    return switch (Form.choice(from, "kind", Kind.values())) {
      case NOT_BEGUN -> new Requirement.NotBegun();
      case APPROVING ->
          new Requirement.Approving(
              Form.instant(from, "since"),
              Form.measured(from, "clock"),
              Form.instant(from, "observedAt"));
      case SOAKING ->
          new Requirement.Soaking(
              Form.instant(from, "since"),
              Form.measured(from, "observed"),
              Form.instant(from, "observedAt"),
              from.text("standing", ""));
      case CHECKING -> new Requirement.Checking(Form.instant(from, "since"), checks(from));
      case MET -> new Requirement.Met(from.text("by", ""), Form.instant(from, "at"));
    };
  }

  private static Node check(Map.Entry<ClusterId, Check> entry) {
    return new Form()
        .put("member", entry.getKey().value())
        .put("kind", entry.getValue().kind())
        .put("deadline", entry.getValue().deadline())
        .put("message", entry.getValue().message())
        .node();
  }

  private static Map<ClusterId, Check> checks(Fields from) {
    Map<ClusterId, Check> checks = new LinkedHashMap<>();
    Form.list(
            from,
            "checks",
            check ->
                Map.entry(
                    Form.cluster(check, "member"),
                    new Check(
                        Form.choice(check, "kind", Check.Kind.values()),
                        Form.instant(check, "deadline"),
                        check.text("message", ""))))
        .forEach(entry -> checks.put(entry.getKey(), entry.getValue()));
    return checks;
  }
}
