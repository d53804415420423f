package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoPaceTest {
  @ParameterizedTest
  @CsvSource({
    "12, 25, 35, 140, --speed 25; try --speed 12.5",
    "12, 20, 44, 176, --speed 20; try --speed 10",
    "3, 100, 15, 60, --speed 100; try --speed 50",
    "200, 25, 60, 240, --speed 25; try --speed 12.5",
    "12, 1.5, 583, 2332, --speed 1.5; try --speed 1",
    "12, 1, 875, 3500, 12 clusters; try fewer --clusters"
  })
  void patience_isFourTimesWhatIsExpected(
      int clusters, double speed, long expected, long patience, String remedy) {
    DemoPace pace = new DemoPace(clusters, speed);

    assertThat(pace.expectedSeconds()).isEqualTo(expected);
    assertThat(pace.patience()).hasSeconds(patience);
    assertThat(pace.givenUp())
        .isEqualTo(
            "not over within %d s (expected: about %d s); the machine is too slow or too busy for %s"
                .formatted(patience, expected, remedy));
  }
}
