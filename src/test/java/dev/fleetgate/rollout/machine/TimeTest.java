package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.after;
import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.settle;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Held;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Semantics, "Time" and "Gates in a rollout": deadlines, settle, gates, soak, approvals.
final class TimeTest {
  private static Play job() {
    return Play.begun(
        new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.job())).start(2));
  }

  @Test
  void deadline_firesOnlyOnAReadMadeAfterIt() {
    Play play = job();
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key);
    Instant early = play.now();

    play.after(Duration.ofMinutes(11));
    play.tell(new RolloutEvent.TriggerProgress(key, new Progress.Running(""), early));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Triggering.class);
    play.progress(key, new Progress.Running("still"));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.TimedOut.class);
    assertThat(play.actions()).contains(new Action.Stop(key));
  }

  @Test
  void deadline_staysArmedWhileTheTargetCannotBeRead() {
    Play play = job();
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).later(Duration.ofHours(2));

    play.progress(key, new Progress.Unreadable("no answer"));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Triggering.class);
    assertThat(play.actions()).contains(new Action.Probe(new ClusterId("w-1")));
    play.succeeded(key);

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Gating.class);
  }

  @Test
  void targetElsewhereThatCannotBeRead_holdsTheRun_andCountsNothing() {
    Play play =
        Play.begun(
            new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.remote())).start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key);

    play.progress(key, new Progress.Unreadable("no answer"));
    assertThat(play.holds()).containsExactly(Hold.Kind.TARGET_UNREACHABLE);
    play.progress(key, new Progress.Running(""));
    assertThat(play.holds()).isEmpty();
  }

  @Test
  void timedOutWithStop_keepsItsSlotUntilItIsObservedEnded() {
    Play play =
        Play.begun(
            new Documents()
                .wave(Documents.budget(wave("w"), Amount.of(1), Amount.of(0), Amount.of(0)))
                .phase(phase("app", TestingTrigger.job()))
                .start(2));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key).sent(key).later(Duration.ofMinutes(11));
    play.progress(key, new Progress.Running(""));

    assertThat(play.at("w-2")).isInstanceOf(MemberState.Pending.class);
    play.tell(new RolloutEvent.StopFailed(key, "no answer")).after(Pace.STOP_AGAIN);
    assertThat(play.actions()).contains(new Action.Stop(key));
    play.tell(new RolloutEvent.StopDelivered(key));
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Pending.class);
    play.progress(key, new Progress.Stopped("suspended"));
    assertThat(play.at("w-2")).isInstanceOf(MemberState.Triggering.class);
  }

  @Test
  void settle_countsFromTheObservedEnd() {
    Play play =
        Play.begun(
            new Documents()
                .wave(wave("w"))
                .phase(settle(phase("app", TestingTrigger.deployment()), Duration.ofMinutes(2)))
                .start(1));
    play.triggered(play.key("w-1", "app", 1));
    Instant completion = play.now();

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Settling.class);
    play.after(Duration.ofSeconds(119));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Settling.class);
    play.after(Duration.ofSeconds(1));

    assertThat(play.actions())
        .contains(
            new Action.StartGate(
                play.gate("w-1", "app", 1),
                new GateRef("health", Map.of()),
                completion.plus(Duration.ofMinutes(2))));
  }

  @Test
  void gateTimeout_countsFromTheFirstMeasurementThatCan_thenHoldsAndGoesOnMeasuring() {
    Play play = job();
    play.triggered(play.key("w-1", "app", 1)).after(Duration.ofMinutes(30));
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Gating.class);
    play.tell(new RolloutEvent.GateStarted(play.gate("w-1", "app", 1), play.now()));

    play.after(Duration.ofMinutes(20));
    assertThat(play.at("w-1")).isInstanceOf(Held.class);
    assertThat(play.waiting("w-1").reason()).isEqualTo(Wait.Reason.INCONCLUSIVE);
    assertThat(play.at("w-2")).as("it keeps its slot").isInstanceOf(MemberState.Pending.class);
    play.pass("w-1", "app");

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Succeeded.class);
  }

  @Test
  void endedInconclusiveOrErrored_holdsAtOnce_andNeverPasses() {
    Play play = job();
    play.triggered(play.key("w-1", "app", 1)).inconclusive("w-1", "app");

    assertThat(play.at("w-1")).isInstanceOf(Held.class);
    assertThat(play.waiting("w-1").detail()).isEqualTo("NoData: no series");
    play.judged(play.gate("w-1", "app", 1), new Verdict.Errored("400 bad_data"));
    assertThat(play.at("w-1")).isInstanceOf(Held.class);
  }

  @Test
  void usedUpLimitOfTheGate_holdsAtOnce_andTheGateMayStillPass() {
    Play play = job();
    play.triggered(play.key("w-1", "app", 1));
    Verdict spent = new Verdict.Inconclusive(InconclusiveReason.NAN, "3 inconclusive");

    play.tell(new RolloutEvent.GateJudged(play.gate("w-1", "app", 1), spent, false));
    assertThat(play.at("w-1")).as("waits").isInstanceOf(MemberState.Gating.class);
    play.tell(new RolloutEvent.GateHeld(play.gate("w-1", "app", 1), spent));

    assertThat(play.at("w-1"))
        .isInstanceOfSatisfying(
            Held.class, held -> assertThat(held.reason()).isEqualTo(Held.Reason.INCONCLUSIVE));
    assertThat(play.waiting("w-1").detail()).isEqualTo("NaN: 3 inconclusive");
    play.pass("w-1", "app");
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Succeeded.class);
  }

  @Test
  void passThatIsNotTheGatesLastWord_doesNotCount() {
    Play play = job();
    play.triggered(play.key("w-1", "app", 1));

    play.tell(
        new RolloutEvent.GateJudged(play.gate("w-1", "app", 1), new Verdict.Pass("so far"), false));

    assertThat(play.at("w-1")).isInstanceOf(MemberState.Gating.class);
  }

  private static Play soaking() {
    Play play =
        Play.begun(
            new Documents()
                .wave(after(wave("w"), new Requirement.Soak(Duration.ofSeconds(20))))
                .phase(phase("app", TestingTrigger.deployment()))
                .onAlert("severity=\"page\"", Response.HALT)
                .start(1));
    return play.through("w-1", "app");
  }

  private static RolloutEvent round(String... ids) {
    Set<ClusterId> set = Arrays.stream(ids).map(ClusterId::new).collect(Collectors.toSet());
    return new RolloutEvent.ProbeRound(set, set);
  }

  @Test
  void soak_countsOnlyObservedTime() {
    Play play = soaking();
    play.after(Duration.ofHours(1));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);

    play.tell(round("w-1")).later(Duration.ofSeconds(21)).tell(round("w-1"));
    assertThat(play.state().phase())
        .as("a gap does not count")
        .isEqualTo(RolloutState.Phase.RUNNING);
    play.later(Duration.ofSeconds(10)).tell(round("w-1"));
    play.later(Duration.ofSeconds(10)).tell(round("w-1"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.SUCCEEDED);
  }

  @Test
  void soak_standsStillWhileAMemberIsSilentOrAlerts() {
    Play play = soaking();
    play.tell(round("w-1")).later(Duration.ofSeconds(10)).tell(round());
    play.later(Duration.ofSeconds(10)).tell(round("w-1"));
    play.later(Duration.ofSeconds(10)).tell(round("w-1"));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);

    FiringAlert page = new FiringAlert(Map.of("severity", "page"), play.now());
    play.tell(new RolloutEvent.AlertsRead(new ClusterId("w-1"), List.of(page)));
    play.later(Duration.ofSeconds(10)).tell(round("w-1"));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
  }

  private static Play approving(OnTimeout onTimeout) {
    return Play.begun(
        new Documents()
            .wave(before(wave("w"), new Requirement.Approval(Duration.ofMinutes(5), onTimeout)))
            .phase(phase("app", TestingTrigger.deployment()))
            .start(1));
  }

  private static Play minutes(Play play, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      play.after(Duration.ofMinutes(1));
    }
    return play;
  }

  @Test
  void approval_canTimeOut_whichRejects() {
    Play play = minutes(approving(OnTimeout.REJECT), 4);
    assertThat(play.holds()).containsExactly(Hold.Kind.AWAITING_APPROVAL);

    minutes(play, 1);

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.REJECTED);
    assertThat(play.sends()).isEmpty();
  }

  @Test
  void approvalClock_standsWhilePausedHaltedOrUnobserved() {
    Play play = minutes(approving(OnTimeout.REJECT).verb(Verb.PAUSE), 20);
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
    play.verb(Verb.RESUME).after(Duration.ofHours(10));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
    minutes(play, 5);

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.REJECTED);
  }

  @Test
  void approvalThatHalts_stillNeedsAPerson() {
    Play play = minutes(approving(OnTimeout.HALT), 5);
    assertThat(play.holds()).containsExactly(Hold.Kind.AWAITING_APPROVAL, Hold.Kind.HALTED);

    play.verb(Verb.RESUME);
    assertThat(play.sends()).isEmpty();
    play.verb(Verb.APPROVE).prepared(play.key("w-1", "app", 1));

    assertThat(play.sends()).hasSize(1);
  }

  @Test
  void reject_endsTheRun_andLeavesMembersAsTheyAre() {
    Play play = approving(OnTimeout.HALT).verb(Verb.REJECT);

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.REJECTED);
    assertThat(play.at("w-1")).isInstanceOf(MemberState.Pending.class);
  }
}
