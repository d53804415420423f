package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScaledClockTest {
  @Test
  void time_startsWithTheBase_andRunsFaster() {
    SteppedClock base = new SteppedClock();
    Instant start = base.instant();
    ScaledClock clock = new ScaledClock(base, 20);
    assertThat(clock.instant()).isEqualTo(start);

    base.pass(Duration.ofMillis(1500));

    assertThat(clock.instant()).isEqualTo(start.plusSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void speed_thatDoesNotRunForward_isRefused(double speed) {
    assertThatThrownBy(() -> new ScaledClock(new SteppedClock(), speed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a number > 0");
  }
}
