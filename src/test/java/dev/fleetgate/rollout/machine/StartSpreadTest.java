package dev.fleetgate.rollout.machine;

import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Members that get slots together start one after the other.
final class StartSpreadTest {
  private static Play begun(Amount concurrency, int members) {
    return Play.begun(
        new Documents()
            .wave(concurrency(wave("w"), concurrency))
            .phase(phase("app", TestingTrigger.deployment()))
            .start(members));
  }

  private static List<Wait> spread(Play play) {
    return waiting(play, Wait.Reason.START_SPREAD);
  }

  private static List<Wait> waiting(Play play, Wait.Reason reason) {
    return play.state().members().values().stream()
        .map(member -> member.state())
        .filter(MemberState.Pending.class::isInstance)
        .map(state -> ((MemberState.Pending) state).waiting())
        .filter(wait -> wait.reason() == reason)
        .toList();
  }

  private static long started(Play play) {
    return play.state().members().values().stream()
        .filter(member -> member.state() instanceof MemberState.Triggering)
        .count();
  }

  @Test
  void manyMembersWithSlots_startWithinASecondForEveryTen() {
    Play play = begun(Amount.percent(100), 40);

    assertThat(started(play)).isBetween(5L, 15L);
    assertThat(spread(play)).hasSize((int) (40 - started(play)));
    Instant latest = Documents.START.plusSeconds(4);
    assertThat(spread(play)).allMatch(wait -> wait.lookAgainAt().isBefore(latest));
    for (int second = 1; second <= 3; second++) {
      long before = started(play);
      assertThat(play.lookAgainAt()).contains(play.now().plusSeconds(1));
      play.after(Duration.ofSeconds(1));
      assertThat(started(play) - before).isBetween(5L, 15L);
    }
    assertThat(started(play)).isEqualTo(40);
  }

  @Test
  void fewerThanTwentyMembers_startAtOnce() {
    assertThat(started(begun(Amount.of(9), 40))).isEqualTo(9);
    assertThat(started(begun(Amount.percent(100), 9))).isEqualTo(9);
    assertThat(started(begun(Amount.percent(100), 19))).isEqualTo(19);
    assertThat(started(begun(Amount.percent(100), 20))).isLessThan(20);
  }

  @Test
  void memberWhoseStartIsLater_keepsItsSlot() {
    Play play = begun(Amount.of(30), 60);

    assertThat(started(play) + spread(play).size()).isEqualTo(30);
    assertThat(waiting(play, Wait.Reason.NO_SLOT)).hasSize(30);
  }

  @Test
  void pause_keepsBackWhatHasNotStarted() {
    Play play = begun(Amount.percent(100), 40);
    long before = started(play);

    play.verb(Verb.PAUSE).after(Duration.ofMinutes(1));
    assertThat(started(play)).isEqualTo(before);
    assertThat(spread(play)).isEmpty();

    play.verb(Verb.RESUME);
    assertThat(spread(play)).isNotEmpty();
    play.after(Duration.ofSeconds(4));
    assertThat(started(play)).isEqualTo(40);
  }
}
