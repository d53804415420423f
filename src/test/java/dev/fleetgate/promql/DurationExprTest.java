package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Durations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationExprTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5m                     | 5m
          300                    | 5m
          -5m                    | -5m
          (5m)                   | 5m
          -(5m + 1m)             | -6m
          +(5m + 1m)             | 6m
          (5m - 1m)              | 4m
          (2 * 3m)               | 6m
          (1h / 4)               | 15m
          (1h / (1 - 1))         | none
          (7m % 5m)              | 2m
          (2 ^ 3)                | 8s
          (-2 ^ 2)               | -4s
          ((-2) ^ 2)             | 4s
          max_of(1m, 2m)         | 2m
          min_of(1m, 2m)         | 1m
          max_of(1m, step())     | none
          (step() ^ 0)           | none
          step()                 | none
          -range()               | none
          (1.9996 * 1)           | 1s999ms
          (9e9 ^ 9e9)            | none
          (1e9 * 1e9)            | none
          """)
  void constant_isTheLength_whenItIsTheSameForEveryQuery(String written, String expected) {
    var selector = (Expr.VectorSelector) Fixtures.parsed("x offset " + written);

    assertThat(selector.offset().orElseThrow().constant().map(Durations::print).orElse("none"))
        .isEqualTo(expected);
  }

  @Test
  void length_roundsHalvesAwayFromZero() {
    var span = new Span(0, 1);

    assertThat(new DurationExpr.Literal(0.5e-9, false, span).length())
        .isEqualTo(Duration.ofNanos(1));
    assertThat(new DurationExpr.Literal(-0.5e-9, false, span).length())
        .isEqualTo(Duration.ofNanos(-1));
    assertThat(new DurationExpr.Literal(0.4e-9, false, span).length()).isZero();
  }
}
