package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "last value 0.0020000000000000104 (limit: value <= 0.05), last value 0.002 (limit: value <="
        + " 0.05)",
    "0.12049999999999872, 0.1205",
    "12345.678901, 12346",
    "1.5 and 20, 1.5 and 20"
  })
  void sentence_keepsFourDigitsOfLongFractions(String sentence, String shortened) {
    assertThat(Figures.shortened(sentence)).isEqualTo(shortened);
  }
}
