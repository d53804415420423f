package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Semantics, "Alerts".
final class AlertsTest {
  private static final ClusterId ID = new ClusterId("w-1");
  private static final Instant BEFORE = Documents.START.minusSeconds(600);
  private static final Map<String, String> LABELS =
      Map.of("alertname", "Burns", "severity", "page");
  private static final Map<String, String> WITH_EXTERNAL =
      Map.of("alertname", "Burns", "severity", "page", "cluster", "w-1");

  private static FiringAlert since(Instant activeAt) {
    return new FiringAlert(LABELS, activeAt);
  }

  /// One member touched, with the alerts that fired before; another of the same wave waits.
  private static Play touched(Response response, FiringAlert... before) {
    Documents document =
        new Documents()
            .wave(concurrency(wave("w"), Amount.of(1)))
            .phase(phase("app", TestingTrigger.remote()))
            .onAlert("severity=~\"page|warning\"", Response.HALT)
            .onAlert("severity=\"page\"", response);
    Play play = Play.begun(document.start(2));
    TriggerKey key = play.key("w-1", "app", 1);
    return play.prepared(key, before).sent(key);
  }

  private static RolloutEvent read(FiringAlert... alerts) {
    return new RolloutEvent.AlertsRead(ID, List.of(alerts));
  }

  private static RolloutEvent webhook(long sequence) {
    return new RolloutEvent.AlertReceived(sequence, ID, WITH_EXTERNAL);
  }

  @Test
  void polledAlertThatBeganAfterTheIntent_acts_andTheStrongestRuleWins() {
    Play play = touched(Response.ABORT).tell(read(since(Documents.START)));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTING);
    assertThat(play.actions()).contains(new Action.Stop(play.key("w-1", "app", 1)));
  }

  @Test
  void alertFiringBefore_doesNotCount() {
    Play play = touched(Response.ABORT, since(BEFORE)).tell(read(since(BEFORE)));

    assertThat(play.holds()).isEmpty();
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
  }

  @Test
  void alertThatEndedAndCameBack_counts() {
    Play play = touched(Response.ROLLBACK, since(BEFORE)).tell(read(since(BEFORE.plusSeconds(60))));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ROLLING_BACK);
  }

  @Test
  void webhook_haltsAtOnce_andActsOnlyOnceReadAsFiring() {
    Play play = touched(Response.ABORT).tell(webhook(1));

    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
    assertThat(play.actions()).contains(new Action.ReadAlerts(ID, play.now()));
    play.tell(read());
    assertThat(play.actions())
        .contains(new Action.ReadAlerts(ID, play.now().plus(Duration.ofSeconds(5))));
    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.RUNNING);
    play.later(Duration.ofSeconds(5)).tell(read(since(Documents.START)));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTING);
  }

  @Test
  void webhookThatIsNotConfirmed_leavesTheRunHalted() {
    Play play = touched(Response.ABORT).tell(webhook(1)).after(Duration.ofSeconds(30));

    assertThat(play.state().holds().first().reason()).startsWith("NotConfirmed");
    play.tell(read());
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
    play.verb(Verb.RESUME);
    assertThat(play.holds()).isEmpty();
  }

  @Test
  void webhookOfAnAlertThatFiredBefore_letsTheRunGoOnOnceReRead() {
    Play play = touched(Response.ABORT, since(BEFORE)).tell(webhook(1));
    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);

    play.tell(read(since(BEFORE)));

    assertThat(play.holds()).isEmpty();
  }

  @Test
  void rulesOnExternalLabels_matchTheWebhooksLabels() {
    Documents document =
        new Documents()
            .wave(wave("w"))
            .phase(phase("app", TestingTrigger.job()))
            .onAlert("cluster=\"w-1\"", Response.ABORT);
    Play play = Play.begun(document.start(1));
    TriggerKey key = play.key("w-1", "app", 1);
    play.prepared(key, since(BEFORE)).sent(key).tell(webhook(1));

    play.tell(read(since(BEFORE)));
    assertThat(play.holds()).as("it fired before").isEmpty();
    play.tell(webhook(2)).tell(read(since(Documents.START)));

    assertThat(play.state().phase()).isEqualTo(RolloutState.Phase.ABORTING);
  }

  @Test
  void sequenceThatWasSteppedAlready_isOvertaken() {
    Play play = touched(Response.HALT).tell(webhook(7)).verb(Verb.RESUME).tell(webhook(7));

    assertThat(play.holds()).isEmpty();
    assertThat(play.state().alertSequence()).isEqualTo(7);
  }

  @Test
  void resume_acceptsTheFiringAlerts_onlyOthersHaltAgain() {
    Play play = touched(Response.HALT).tell(read(since(Documents.START))).verb(Verb.RESUME);

    play.tell(read(since(Documents.START)));
    assertThat(play.holds()).isEmpty();
    play.tell(read(since(Documents.START), since(Documents.START.plusSeconds(9))));

    assertThat(play.holds()).containsExactly(Hold.Kind.HALTED);
  }

  @Test
  void unreadableAlerts_holdTheRun_untilReadAgain() {
    Play play = touched(Response.HALT).tell(new RolloutEvent.AlertsUnreadable(ID, "503"));
    assertThat(play.holds()).containsExactly(Hold.Kind.ALERTS_UNREADABLE);

    play.succeeded(play.key("w-1", "app", 1)).pass("w-1", "app");
    play.prepared(play.key("w-2", "app", 1));
    assertThat(play.sends()).hasSize(1);
    play.tell(read()).prepared(play.key("w-2", "app", 1));

    assertThat(play.sends()).hasSize(2);
  }

  @Test
  void alertsOfUntouchedMembers_decideNothing() {
    Play play = touched(Response.ABORT);

    play.tell(new RolloutEvent.AlertsRead(new ClusterId("w-2"), List.of(since(Documents.START))));
    play.tell(new RolloutEvent.AlertReceived(1, new ClusterId("w-2"), LABELS));

    assertThat(play.holds()).isEmpty();
    assertThat(play.state().alertSequence()).isEqualTo(1);
  }

  @Test
  void touchedMembers_arePolledWhileTheRunGoesOn() {
    Play play = touched(Response.HALT).tell(read());

    assertThat(play.actions()).contains(new Action.ReadAlerts(ID, play.now().plus(Pace.ALERTS)));
    play.tell(new RolloutEvent.Restarted());
    assertThat(play.actions()).contains(new Action.ReadAlerts(ID, play.now()));
  }
}
