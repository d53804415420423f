package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AwaitTest {
  @Test
  void until_returns_onceTheExpectationHolds() {
    var checks = new AtomicInteger();

    Await.until(
        "third", Duration.ofMinutes(1), () -> assertThat(checks.incrementAndGet()).isEqualTo(3));

    assertThat(checks).hasValue(3);
  }

  @Test
  void until_failsWithTheLastReason_whenTimeIsOver() {
    assertThatThrownBy(() -> Await.until("never", Duration.ZERO, () -> assertThat(1).isEqualTo(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never: not within 0 s:")
        .hasMessageContaining("expected: 2");
  }

  @Test
  void until_failsAtOnce_whenWaitingCannotHelp() {
    var checks = new AtomicInteger();

    assertThatThrownBy(() ->
            Await.until(
                "ended",
                Duration.ofMinutes(1),
                () -> {
                  checks.incrementAndGet();
                  throw new Await.Fatal("exit code 3");
                }))
        .hasMessage("exit code 3");
    assertThat(checks).hasValue(1);
  }
}
