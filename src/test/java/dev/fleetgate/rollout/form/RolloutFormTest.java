package dev.fleetgate.rollout.form;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RolloutFormTest {
  private static final Instant NOW = Documents.START;
  private static final Wait WAIT =
      new Wait(Wait.Reason.UNKNOWN, "a \"detail\"\nof two lines", NOW, NOW.plusSeconds(1));

  private static RolloutState state(int members) {
    return new Documents()
        .wave(wave("w"))
        .phase(phase("one", TestingTrigger.deployment()))
        .phase(phase("two", TestingTrigger.job()))
        .phase(phase("three", TestingTrigger.deployment()))
        .onBreach(Response.ABORT, Scope.RUN)
        .onAlert("severity=~\"a|b\"", Response.HALT)
        .start(members);
  }

  private static RolloutState with(RolloutState state, Member member) {
    Map<ClusterId, Member> members = new LinkedHashMap<>(state.members());
    members.put(member.id(), member);
    return copy(state, state.spec(), members, state.waves(), List.of());
  }

  private static RolloutState copy(
      RolloutState state,
      RolloutSpec spec,
      Map<ClusterId, Member> members,
      List<WaveState> waves,
      List<Decision> decisions) {
    Hold hold = new Hold(Hold.Kind.HALTED, "wave w", "why", NOW, "ada");
    Suspicion suspicion = new Suspicion(new ClusterId("w-1"), Map.of("a", "b"), NOW);
    return new RolloutState(
        state.schemaVersion(),
        state.run(),
        spec,
        RolloutState.Phase.ROLLING_BACK,
        new TreeSet<>(Set.of(hold)),
        waves,
        members,
        state.probeInterval(),
        List.of(suspicion),
        Integer.MAX_VALUE + 1L,
        1,
        0,
        decisions,
        3,
        NOW,
        NOW.plusNanos(1));
  }

  private static Stream<MemberState> memberStates() {
    return Stream.of(
        new MemberState.Pending(WAIT),
        new MemberState.Triggering(WAIT),
        new MemberState.Settling(WAIT),
        new MemberState.Gating(WAIT, Instant.MAX),
        new MemberState.Succeeded(NOW),
        new MemberState.Failed(MemberState.Cause.NAME_TAKEN, "why", NOW),
        new MemberState.TimedOut("why", NOW, true),
        new MemberState.Unreachable(WAIT, new MemberState.Gating(WAIT, NOW)),
        new MemberState.Held(MemberState.Held.Reason.IDENTITY_CHANGED, WAIT),
        new MemberState.Stopped("why", NOW),
        new MemberState.UndoPending(WAIT),
        new MemberState.Undoing(WAIT),
        new MemberState.Undone(NOW),
        new MemberState.UndoFailed("why", NOW),
        new MemberState.UndoImpossible("why", NOW, true));
  }

  private static void survives(RolloutState state) {
    assertThat(RolloutForm.read(RolloutForm.write(state), TestingTrigger::read)).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("memberStates")
  void everyStateOfAMember_isReadAsWritten(MemberState memberState) {
    RolloutState state = state(2);
    Member member = state.member(new ClusterId("w-1")).withState(memberState);

    survives(with(state, member));
  }

  private static final PhaseTrack.Traces TRACES =
      new PhaseTrack.Traces(true, new TreeSet<>(List.of(1, 2)), true);
  private static final PhaseTrack.Traces ALTERED =
      new PhaseTrack.Traces(true, new TreeSet<>(), false);

  private static Stream<TriggerStep> steps() {
    return Stream.of(
        new TriggerStep.Intended(NOW),
        new TriggerStep.Sending("hash", NOW),
        new TriggerStep.Sent("hash", "uid", NOW),
        new TriggerStep.Done(Outcome.STOPPED, "why", NOW, true),
        new TriggerStep.Unknown("why", NOW));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyStep_isReadAsWritten_withAllThatStandsBesideIt(TriggerStep step) {
    RolloutState state = state(1);
    Member member =
        state
            .member(new ClusterId("w-1"))
            .withTrack(0, new PhaseTrack(3, step, true, 2, List.of(step), TRACES))
            .withUid("u")
            .withTouchOrder(1)
            .withPhase(1)
            .withStop(new Member.StopMark(Member.StopMark.Kind.PENDING, NOW, NOW, "503"))
            .withWatch(
                new Member.Watch(Member.Reach.DOWN, NOW, "no", Member.Proof.UNPROVEN, "rung"))
            .withAlerts(new Member.Alerts(true, Set.of("a", "b"), Set.of("c"), false));

    survives(with(state, member));
  }

  private static Stream<WaveState.Requirement> requirements() {
    WaveState.Check check =
        new WaveState.Check(WaveState.Check.Kind.INCONCLUSIVE, Instant.MAX, "NoData");
    return Stream.of(
        new WaveState.Requirement.NotBegun(),
        new WaveState.Requirement.Approving(NOW, Duration.ofNanos(1_500_000_001), NOW),
        new WaveState.Requirement.Soaking(NOW, Duration.ofDays(3), Instant.MIN, "why"),
        new WaveState.Requirement.Checking(NOW, Map.of(new ClusterId("w-1"), check)),
        new WaveState.Requirement.Met("ada", NOW));
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void everyRequirement_isReadAsWritten(WaveState.Requirement requirement) {
    RolloutState state = state(1);
    WaveState wave =
        new WaveState(
            "w",
            WaveState.Phase.BREACHED,
            List.of(new ClusterId("w-1")),
            List.of(requirement),
            List.of(requirement, requirement),
            new WaveState.Accepted(1, 2, 3),
            4);

    survives(copy(state, state.spec(), state.members(), List.of(wave), List.of()));
  }

  private static LabelSelector selector() {
    return new LabelSelector(
        Map.of("a", "b"),
        List.of(
            new LabelSelector.Requirement("k", LabelSelector.Operator.NOT_IN, List.of("x", "y")),
            new LabelSelector.Requirement("k", LabelSelector.Operator.DOES_NOT_EXIST, List.of())));
  }

  private static WaveSpec fullWave() {
    return new WaveSpec(
        "w",
        selector(),
        "order",
        Amount.percent(10),
        new RolloutSpec.Budget(Amount.of(1), Amount.percent(2), Amount.percent(93)),
        List.of(new Requirement.Approval(Duration.ofHours(24), OnTimeout.HALT)),
        List.of(
            new Requirement.Soak(Duration.ofMinutes(15)),
            new Requirement.GateCheck(new GateRef("g", Map.of("service", "x")))),
        Position.unknown());
  }

  @Test
  void everyPartOfTheDocument_isReadAsWritten() {
    RolloutState state = state(1);
    AlertMatcher matcher = AlertMatcher.parse("a!~\"b\\\"c.*\"").orElseThrow();
    RolloutSpec spec =
        new RolloutSpec(
            "name",
            new RolloutSpec.Change("v2", ""),
            selector(),
            RolloutSpec.Unmatched.IGNORE,
            List.of(fullWave()),
            List.of(
                Documents.tolerant(
                    Documents.retries(phase("p", TestingTrigger.job()), 2),
                    Duration.ofMinutes(10),
                    true)),
            new RolloutSpec.OnBreach(Response.ROLLBACK, Scope.RUN),
            List.of(new AlertRule(List.of(matcher), Response.ROLLBACK)),
            Position.unknown());

    survives(copy(state, spec, state.members(), state.waves(), List.of()));
  }

  @Test
  void otherSchemaVersion_isRefused() {
    Node.Obj written = (Node.Obj) RolloutForm.write(state(1));

    assertThatThrownBy(() ->
            RolloutForm.read(written.with("schemaVersion", Node.number(2)), TestingTrigger::read))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("schemaVersion: 2 (expected: 1; run the release that wrote it)");
  }

  @Test
  void damagedState_isRefusedWithEveryProblem() {
    Node.Obj written =
        ((Node.Obj) RolloutForm.write(state(1)))
            .with("phase", Node.text("dancing"))
            .with("startedAt", Node.text("yesterday"))
            .with("extra", Node.bool(true));

    assertThatThrownBy(() -> RolloutForm.read(written, TestingTrigger::read))
        .isInstanceOfSatisfying(
            BadInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.subject())
                    .containsExactlyInAnyOrder("phase", "startedAt", "extra"));
  }

  /// Every member in the largest state that is common: three phases failed after retries, with
  /// messages as long as the state keeps them, alerts recorded, and all decisions kept.
  @Test
  void thousandMembers_fitOneObject() {
    RolloutState state = state(1_000);
    String message = "m".repeat(120);
    TriggerStep failed = new TriggerStep.Done(Outcome.FAILED, message, NOW, true);
    TriggerStep good = new TriggerStep.Done(Outcome.SUCCEEDED, "", NOW, true);
    Map<ClusterId, Member> members = new LinkedHashMap<>();
    state
        .members()
        .forEach((id, member) ->
            members.put(
                id,
                member
                    .withUid("7b0a3f0e-4a55-4f7e-9a53-1d1e3bdb8f01")
                    .withTouchOrder(1)
                    .withPhase(2)
                    .withTrack(0, new PhaseTrack(1, good, true, 1, List.of(), ALTERED))
                    .withTrack(1, new PhaseTrack(1, good, true, 1, List.of(), ALTERED))
                    .withTrack(2, new PhaseTrack(2, failed, true, 1, List.of(), ALTERED))
                    .withAlerts(new Member.Alerts(true, Set.of("0123456789abcdef"), Set.of(), true))
                    .withWatch(
                        new Member.Watch(Member.Reach.ANSWERS, NOW, "", Member.Proof.PROVEN, ""))
                    .withState(
                        new MemberState.Failed(MemberState.Cause.TRIGGER_FAILED, message, NOW))));
    List<Decision> decisions =
        Collections.nCopies(
            RolloutState.DECISIONS_KEPT, new Decision(NOW, "fleetgate", "halted", message));

    long size =
        json(RolloutForm.write(copy(state, state.spec(), members, state.waves(), decisions)));

    assertThat(size).isLessThan(1024L * 1024);
  }

  /// Length of the node as JSON without white space.
  private static long json(Node node) {
    return switch (node) {
      case Node.Text(var value, _) -> value.length() + 2L;
      case Node.Num(var value, _) -> value.toPlainString().length();
      case Node.Bool _, Node.Null _ -> 5;
      case Node.Array(var items, _) -> 2 + items.stream().mapToLong(item -> json(item) + 1).sum();
      case Node.Obj(var fields, _) ->
          2
              + fields.entrySet().stream()
                  .mapToLong(field -> field.getKey().length() + 4L + json(field.getValue()))
                  .sum();
    };
  }
}
