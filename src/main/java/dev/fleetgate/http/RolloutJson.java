package dev.fleetgate.http;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Explanation;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Prints runs as the API shows them; docs/api.md describes the form.
public final class RolloutJson {
  /// Decisions in an event; a GET has all that are kept.
  static final int RECENT = 20;

  private RolloutJson() {}

  /// Every run, without members and decisions.
  public static Node.Obj list(List<RolloutState> runs) {
    return new Tree().put("rollouts", runs, RolloutJson::summary).node();
  }

  /// Without members and decisions.
  static Node.Obj summary(RolloutState state) {
    return head(state)
        .put("waves", indexes(state), index -> wave(state, index).node())
        .put("links", links(state))
        .node();
  }

  /// Everything, with the verbs that are legal now.
  public static Node.Obj whole(RolloutState state, Collection<Verb> legal) {
    return withMembers(state, state.decisions())
        .put("verbs", legal, verb -> Node.text(verb.written()))
        .put("links", links(state))
        .node();
  }

  /// Everything that moves, with the latest decisions.
  static Node.Obj event(RolloutState state) {
    int first = Math.max(0, state.decisions().size() - RECENT);
    return withMembers(state, state.decisions().subList(first, state.decisions().size())).node();
  }

  private static Tree withMembers(RolloutState state, List<Decision> decisions) {
    int left = state.decisionsDropped() + state.decisions().size() - decisions.size();
    return head(state)
        .put(
            "waves",
            indexes(state),
            index ->
                wave(state, index)
                    .put(
                        "members",
                        state.waves().get(index).members(),
                        id -> member(state, state.member(id)))
                    .node())
        .put("decisions", decisions, RolloutJson::decision)
        .put("earlierDecisions", left);
  }

  private static List<Integer> indexes(RolloutState state) {
    List<Integer> indexes = new ArrayList<>();
    for (int index = 0; index < state.waves().size(); index++) {
      indexes.add(index);
    }
    return indexes;
  }

  private static Tree head(RolloutState state) {
    return new Tree()
        .put("name", state.name())
        .put("run", state.run().value())
        .put("change", change(state.spec().change()))
        .put("phase", state.phase().written())
        .put("terminal", state.phase().terminal())
        .put("startedAt", state.startedAt())
        .put("phaseSince", state.phaseSince())
        .put("holds", state.holds(), RolloutJson::hold)
        .put("touched", state.touches())
        .put("counts", counts(state, state.members().keySet()));
  }

  private static Node change(RolloutSpec.Change change) {
    return new Tree().put("id", change.id()).put("from", change.from()).node();
  }

  private static Node hold(Hold hold) {
    return new Tree()
        .put("kind", hold.kind().written())
        .put("subject", hold.subject())
        .put("reason", hold.reason())
        .put("since", hold.since())
        .put("by", hold.by())
        .node();
  }

  /// How many members are in which state.
  private static Node counts(RolloutState state, Collection<ClusterId> members) {
    Map<String, Integer> counts = new TreeMap<>();
    for (ClusterId id : members) {
      counts.merge(state.member(id).state().written(), 1, Integer::sum);
    }
    Tree tree = new Tree();
    counts.forEach((word, count) -> tree.put(word, count));
    return tree.node();
  }

  private static Tree wave(RolloutState state, int index) {
    WaveState wave = state.waves().get(index);
    WaveSpec spec = state.spec().waves().get(index);
    return new Tree()
        .put("name", wave.name())
        .put("phase", wave.phase().written())
        .put("size", wave.members().size())
        .put("counts", counts(state, wave.members()))
        .put("limits", limits(Limits.of(spec, wave.members().size())))
        .put("before", Node.array(requirements(spec.before(), wave.before())))
        .put("after", Node.array(requirements(spec.after(), wave.after())));
  }

  static Node limits(Limits limits) {
    return new Tree()
        .put("maxConcurrency", limits.maxConcurrency())
        .put("maxFailed", limits.maxFailed())
        .put("maxUnreachable", limits.maxUnreachable())
        .put("minSucceeded", limits.minSucceeded())
        .node();
  }

  private static List<Node> requirements(
      List<RolloutSpec.Requirement> specs, List<WaveState.Requirement> states) {
    List<Node> nodes = new ArrayList<>();
    for (int index = 0; index < specs.size(); index++) {
      Tree tree = wanted(specs.get(index));
      if (index < states.size()) {
        standing(tree, states.get(index));
      }
      nodes.add(tree.node());
    }
    return nodes;
  }

  /// What a wave demands, without how it stands.
  static Tree wanted(RolloutSpec.Requirement spec) {
    return switch (spec) {
      case RolloutSpec.Requirement.Approval(var timeout, _) ->
          new Tree().put("kind", "approval").put("timeout", Durations.print(timeout));
      case RolloutSpec.Requirement.Soak(var duration) ->
          new Tree().put("kind", "soak").put("duration", Durations.print(duration));
      case RolloutSpec.Requirement.GateCheck(var gate) ->
          new Tree().put("kind", "gate").put("gate", gate.name());
    };
  }

  private static void standing(Tree tree, WaveState.Requirement state) {
    switch (state) {
      case WaveState.Requirement.NotBegun() -> tree.put("state", "NotBegun");
      case WaveState.Requirement.Approving(var since, var clock, _) ->
          tree.put("state", "Waiting")
              .put("since", since)
              .put("elapsed", Durations.print(clock))
              .put("sentence", "a person has to approve");
      case WaveState.Requirement.Soaking(var since, var observed, _, var standing) ->
          tree.put("state", "Waiting")
              .put("since", since)
              .put("elapsed", Durations.print(observed))
              .put("sentence", standing);
      case WaveState.Requirement.Checking(var since, var checks) ->
          tree.put("state", "Waiting")
              .put("since", since)
              .put("checks", checks.entrySet(), RolloutJson::check);
      case WaveState.Requirement.Met(var by, var at) ->
          tree.put("state", "Met").put("since", at).put("by", by);
    }
  }

  private static Node check(Map.Entry<ClusterId, WaveState.Check> check) {
    return new Tree()
        .put("member", check.getKey().value())
        .put("state", check.getValue().kind().written())
        .put("sentence", check.getValue().message())
        .node();
  }

  private static Node member(RolloutState state, Member member) {
    Explanation why = Explanation.of(state, member);
    Tree tree =
        new Tree()
            .put("name", member.id().value())
            .put("state", member.state().written())
            .put("phase", phase(state, member))
            .put("reason", why.reason())
            .put("sentence", why.sentence())
            .put("since", why.since())
            .put("lookAgainAt", why.lookAgainAt())
            .put("touched", member.touched());
    if (member.begun()) {
      tree.put("attempt", member.track().attempt());
    }
    if (member.stop().open()) {
      tree.put(
          "stop",
          new Tree()
              .put("state", member.stop().kind().written())
              .put("since", member.stop().since())
              .put("sentence", member.stop().message())
              .node());
    }
    return tree.node();
  }

  /// Name of the phase that a member is in; empty after the last.
  static String phase(RolloutState state, Member member) {
    List<RolloutSpec.PhaseSpec> phases = state.spec().phases();
    return member.phase() < phases.size() ? phases.get(member.phase()).name() : "";
  }

  private static Node decision(Decision decision) {
    return new Tree()
        .put("at", decision.at())
        .put("who", decision.who())
        .put("what", decision.what())
        .put("why", decision.why())
        .node();
  }

  private static Node links(RolloutState state) {
    return new Tree()
        .put("self", "/api/v1/rollouts/" + Links.encoded(state.run().value()))
        .put("gateRuns", "/api/v1/gateruns?rollout=" + Links.encoded(state.run().value()))
        .put("page", "/#run-" + state.run().value())
        .node();
  }
}
