package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import dev.fleetgate.rollout.TestingTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every alert that a webhook brings after the start of a run is stepped by it, once, and none from
/// before; whatever else happens at the same time.
final class AlertOrderTest {
  private final TestingProcess process = new TestingProcess(2);
  private Observer observer = process.observer();

  @BeforeEach
  void theTargetTakesItsTime() {
    process.target.progress = new Progress.Running("1 of 2");
  }

  /// A run of two members with both triggers sent.
  private void running() {
    observer.begin();
    process.agenda.advance(Duration.ofSeconds(30));
    assertThat(observer.start(new StartRequest(spec(), Map.of(), new Actor("ada", ""))))
        .isInstanceOf(Answer.Started.class);
    process.agenda.advance(Duration.ofSeconds(30));
    assertThat(process.target.sent).hasSize(2);
    assertThat(run().holds()).isEmpty();
  }

  private static RolloutSpec spec() {
    return new Documents()
        .wave(Documents.concurrency(Documents.wave("w"), Amount.of(2)))
        .phase(
            Documents.ungated(
                Documents.undo(Documents.phase("app", TestingTrigger.job()), Undo.NONE)))
        .onAlert("severity=\"page\"", Response.HALT)
        .spec();
  }

  private void crash() {
    observer = process.observer();
    observer.begin();
  }

  private void webhook(String alert) {
    observer.alerts(
        List.of(
            new AlertNotice(
                new ClusterId("w-1"),
                Map.of("alertname", alert, "severity", "page"),
                true,
                process.agenda.instant())));
  }

  private RolloutState run() {
    return observer.rollout("addons").orElseThrow();
  }

  private List<String> stepped() {
    return run().suspicions().stream()
        .map(Suspicion::labels)
        .map(labels -> labels.get("alertname"))
        .toList();
  }

  @Test
  void anAlertFromBeforeTheStart_doesNotHaltTheRun_afterARestart() {
    webhook("Old");
    running();

    crash();
    process.agenda.advance(Duration.ofMinutes(1));

    assertThat(run().held(Hold.Kind.HALTED)).isFalse();
    assertThat(run().alertSequence()).isEqualTo(1);
  }

  @Test
  void anAlertThatNobodyStepped_isSteppedAfterARestart() {
    running();
    webhook("A");

    crash();
    process.agenda.advance(Duration.ofSeconds(1));

    assertThat(stepped()).containsExactly("A");
    assertThat(run().held(Hold.Kind.HALTED)).isTrue();
  }

  @Test
  void anAlertThatAnotherOvertakes_isSteppedBeforeIt() {
    running();
    process.alerts.atAppend(() -> webhook("B"));
    webhook("A");
    process.agenda.advance(Duration.ofSeconds(1));

    assertThat(stepped()).containsExactly("A", "B");
  }

  @Test
  void anAlertThatComesWhileARunIsTakenUp_isSteppedAfterThoseFromBefore() {
    running();
    webhook("A");
    process.alerts.atRead(() -> webhook("B"));

    crash();
    process.agenda.advance(Duration.ofSeconds(1));

    assertThat(stepped()).containsExactly("A", "B");
  }

  @Test
  void anAlertInALogThatBeganAnew_isStepped() {
    webhook("Old");
    running();
    process.alerts.lose();

    crash();
    webhook("A");
    process.agenda.advance(Duration.ofSeconds(1));

    assertThat(stepped()).containsExactly("A");
  }

  @Test
  void anAlertWhoseWriteFails_isSteppedBeforeOneThatComesUntilTheNextTry() {
    running();
    process.rollouts.refusing = true;
    webhook("A");
    process.agenda.advance(Duration.ZERO);
    process.rollouts.refusing = false;
    webhook("B");
    process.agenda.advance(Duration.ofSeconds(2));

    assertThat(stepped()).containsExactly("A", "B");
  }

  @Test
  void manyAlerts_areWrittenTogether() {
    running();
    int before = process.rollouts.puts;
    for (int number = 1; number <= 100; number++) {
      webhook("Alert" + number);
    }
    process.agenda.advance(Duration.ZERO);

    assertThat(stepped()).hasSize(100);
    assertThat(process.rollouts.puts - before).isLessThan(10);
  }
}
