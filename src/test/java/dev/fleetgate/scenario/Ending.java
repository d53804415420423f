package dev.fleetgate.scenario;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Phase;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Whether a run ended as it should.
final class Ending {
  private final Scenario scenario;
  private final Order order;
  private final TargetLog log;

  Ending(Scenario scenario, TargetLog log) {
    this.scenario = scenario;
    this.log = log;
    this.order = new Order(scenario, log);
  }

  List<String> violations(RolloutState state) {
    List<String> violations = new ArrayList<>();
    if (!state.phase().terminal() && !Simulation.waitsForPerson(state)) {
      violations.add("liveness: %s waits for nobody: %s".formatted(state.phase(), waits(state)));
    }
    for (Member member : state.members().values()) {
      if (member.state() instanceof MemberState.Succeeded && !order.good(member.id())) {
        violations.add("%s is said to have succeeded".formatted(member.id()));
      }
      failure(member).ifPresent(violations::add);
      alive(member).ifPresent(violations::add);
      undone(state, member).ifPresent(violations::add);
      undecided(state, member).ifPresent(violations::add);
    }
    if (scenario.mishaps().none()) {
      outcome(state, violations);
    }
    return violations;
  }

  /// Nothing is said to have failed that did not.
  private Optional<String> failure(Member member) {
    if (!(member.state() instanceof MemberState.Failed(var cause, var message, _))) {
      return Optional.empty();
    }
    boolean right =
        switch (cause) {
          case GATE_FAILED ->
              truth(member.id()).phases().stream()
                  .anyMatch(phase -> phase.metric() == Truth.Metric.BAD);
          case TRIGGER_FAILED ->
              log.all(Entry.Ended.class)
                      .anyMatch(end -> end.key().member().equals(member.id()) && !end.good())
                  || log.all(Entry.Foreign.class)
                      .anyMatch(write -> write.cluster().equals(member.id()));
          case NAME_TAKEN -> truth(member.id()).phases().stream().anyMatch(Truth.Phase::taken);
          case REFUSED -> false;
        };
    return right
        ? Optional.empty()
        : Optional.of("%s is said to have failed: %s %s".formatted(member.id(), cause, message));
  }

  private Optional<String> undecided(RolloutState state, Member member) {
    boolean inconclusive =
        member.state() instanceof MemberState.Held(var reason, _)
            && reason == MemberState.Held.Reason.INCONCLUSIVE;
    return inconclusive && !blind(member) && !state.held(Hold.Kind.PAUSED)
        ? Optional.of("%s has a metric and is inconclusive".formatted(member))
        : Optional.empty();
  }

  /// A cluster that never answered is neither failed nor succeeded.
  private Optional<String> alive(Member member) {
    boolean dead =
        truth(member.id()).outages().stream()
            .anyMatch(span -> span.from().isZero() && span.to().toDays() > 1);
    boolean judged =
        member.state() instanceof MemberState.Failed
            || member.state() instanceof MemberState.Succeeded;
    return dead && judged
        ? Optional.of("I4: %s never answered and is %s".formatted(member.id(), member.state()))
        : Optional.empty();
  }

  /// What is said to be undone holds what it held before, unless a request came after that.
  private Optional<String> undone(RolloutState state, Member member) {
    if (!(member.state() instanceof MemberState.Undone)) {
      return Optional.empty();
    }
    for (PhaseSpec phase : state.spec().phases()) {
      Optional<Entry.Effect> last =
          log.effects(member.id(), phase.name()).reduce((_, later) -> later);
      boolean wanted = phase.trigger().undoable() && phase.undo() == Undo.NATIVE;
      if (wanted
          && last.isPresent()
          && last.get().key().action() == Direction.DO
          && !last.get().late()) {
        return Optional.of("%s is said to be undone, but %s".formatted(member.id(), last.get()));
      }
    }
    return Optional.empty();
  }

  private static String waits(RolloutState state) {
    return state.holds() + " " + state.members().values().stream().map(Member::state).toList();
  }

  private boolean blind(Member member) {
    return truth(member.id()).phases().get(member.phase()).metric() == Truth.Metric.NO_DATA;
  }

  private Truth truth(ClusterId member) {
    return Objects.requireNonNull(scenario.truths().get(member));
  }

  /// Without faults, a good rollout succeeds and a bad one ends as its onBreach says.
  private void outcome(RolloutState state, List<String> violations) {
    boolean breached = false;
    for (int wave = 0; wave < scenario.spec().waves().size() && !breached; wave++) {
      List<ClusterId> members = order.members(wave);
      long bad = members.stream().filter(this::bad).count();
      breached = bad > Limits.of(scenario.spec().waves().get(wave), members.size()).maxFailed();
    }
    boolean right =
        breached
            ? switch (scenario.spec().onBreach().action()) {
              case HALT -> state.held(Hold.Kind.HALTED);
              case ABORT -> state.phase() == Phase.ABORTED;
              case ROLLBACK -> state.phase() == Phase.ROLLED_BACK;
            }
            : state.phase() == Phase.SUCCEEDED;
    if (!right) {
      violations.add(
          "liveness: ended %s %s, %s, onBreach %s"
              .formatted(
                  state.phase(),
                  state.holds(),
                  breached ? "bad" : "good",
                  scenario.spec().onBreach().action()));
    }
  }

  private boolean bad(ClusterId member) {
    for (int phase = 0; phase < scenario.spec().phases().size(); phase++) {
      PhaseSpec spec = scenario.spec().phases().get(phase);
      Truth.Phase truth = truth(member).phases().get(phase);
      boolean gate = !spec.gate().isEmpty() && truth.metric() == Truth.Metric.BAD;
      if (truth.failures() > spec.retries() || truth.hangs() || gate) {
        return true;
      }
    }
    return false;
  }
}
