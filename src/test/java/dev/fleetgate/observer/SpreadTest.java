package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SpreadTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Duration PERIOD = Duration.ofSeconds(30);

  @Test
  void turn_comesOnceInAPeriod() {
    ClusterId cluster = new ClusterId("eu-1");
    Instant first = Spread.after(NOW, PERIOD, cluster);

    assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(PERIOD));
    assertThat(Spread.after(first.minusMillis(1), PERIOD, cluster)).isEqualTo(first);
    assertThat(Spread.after(first, PERIOD, cluster)).isEqualTo(first.plus(PERIOD));
    assertThat(Spread.after(first.plusSeconds(29), PERIOD, cluster)).isEqualTo(first.plus(PERIOD));
  }

  @Test
  void turns_ofClustersThatAreCountedThrough_areSpread() {
    TreeSet<Instant> turns = new TreeSet<>();
    for (int number = 0; number < 300; number++) {
      turns.add(Spread.after(NOW, PERIOD, new ClusterId("cluster-%03d".formatted(number))));
    }

    Instant before = turns.last().minus(PERIOD);
    for (Instant turn : turns) {
      assertThat(Duration.between(before, turn)).isLessThan(Duration.ofSeconds(1));
      before = turn;
    }
  }
}
