package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.observer.Reachability.State;
import dev.fleetgate.rollout.port.ProbePort.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReachabilityTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final ProbePolicy POLICY = new ProbePolicy(3, Duration.ofSeconds(30));
  private static final Answer SILENT = new Answer.Silent("connection refused");

  private Reachability reach = Reachability.UNKNOWN;

  private void probe(Answer answer, int second) {
    reach = reach.probed(answer, START.plusSeconds(second), POLICY);
  }

  @Test
  void aClusterThatAnswers_isReachableAtOnce() {
    probe(new Answer.Alive(), 0);
    assertThat(reach.state()).isEqualTo(State.ANSWERS);
    assertThat(reach.since()).isEqualTo(START);
    assertThat(reach.answered()).isTrue();
  }

  @Test
  void aClusterIsDown_afterAllProbesOverTheWholeTime_sinceTheFirstOfThem() {
    probe(new Answer.Alive(), 0);
    probe(SILENT, 10);
    assertThat(reach.state()).isEqualTo(State.ANSWERS);
    assertThat(reach.answered()).isFalse();
    probe(SILENT, 20);
    assertThat(reach.state()).isEqualTo(State.ANSWERS);
    probe(SILENT, 30);
    assertThat(reach.state()).isEqualTo(State.DOWN);
    assertThat(reach.since()).isEqualTo(START.plusSeconds(10));
    assertThat(reach.message()).isEqualTo("connection refused");
  }

  @Test
  void probesInQuickSuccession_doNotMakeAClusterDown() {
    probe(SILENT, 0);
    probe(SILENT, 1);
    probe(SILENT, 2);
    assertThat(reach.state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void oneAnswer_startsTheCountAnew() {
    probe(SILENT, 0);
    probe(SILENT, 10);
    probe(new Answer.Alive(), 20);
    probe(SILENT, 30);
    probe(SILENT, 40);
    assertThat(reach.state()).isEqualTo(State.ANSWERS);
    probe(SILENT, 50);
    assertThat(reach.state()).isEqualTo(State.DOWN);
  }

  @Test
  void aClusterThatAnswersAgain_isReachableSinceThen() {
    probe(SILENT, 0);
    probe(SILENT, 10);
    probe(SILENT, 20);
    probe(new Answer.Alive(), 60);
    assertThat(reach.state()).isEqualTo(State.ANSWERS);
    assertThat(reach.since()).isEqualTo(START.plusSeconds(60));
    assertThat(reach.message()).isEmpty();
  }
}
