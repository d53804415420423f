package dev.fleetgate.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.condition.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers in sentences are short, and never look like another one that they are compared with.
final class SentencesTest {
  private static String shown(List<Double> values, String... conditions) {
    return Sentences.values(values, Stream.of(conditions).map(SentencesTest::condition).toList());
  }

  private static Condition condition(String text) {
    return Questions.condition(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0019999999999999844, value < 0.01, value 0.002",
    "0.1234567, value < 0.5, value 0.123457",
    "1234567, value < 5, value 1234570",
    "12, value < 5, value 12",
    "0.050000000001, value < 0.05, value 0.050000000001",
    "0.04999999999999999, value < 0.05, value 0.04999999999999999",
    "0.05, value <= 0.05, value 0.05",
    "-0.30000001, value > -0.3, value -0.30000001",
    "100.0000004, value / 100 <= 1, value 100.0000004",
    "NaN, value < 1, value NaN",
    "Infinity, value < 1, value +Inf",
    "1.23456789e-9, value < 1, value 1.23457E-9"
  })
  void value_isShort_butNotTakenForTheLimit(double value, String condition, String expected) {
    assertThat(shown(List.of(value), condition)).isEqualTo(expected);
  }

  @Test
  void differentNumbersOfAResult_lookDifferent() {
    assertThat(shown(List.of(0.1 + 0.2, 0.7), "result[0] < result[1]"))
        .isEqualTo("result [0.3, 0.7]");
    assertThat(shown(List.of(1.0000001, 1.0000002), "result[0] < result[1]"))
        .isEqualTo("result [1.0000001, 1.0000002]");
  }

  @Test
  void evidence_keepsTheExactNumber() {
    double exact = 0.0019999999999999844;
    assertThat(Sentences.parse(Sentences.number(exact))).isEqualTo(exact);
  }
}
