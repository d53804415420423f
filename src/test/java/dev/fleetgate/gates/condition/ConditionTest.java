package dev.fleetgate.gates.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConditionTest {
  private static List<Double> result(String values) {
    return values.isEmpty()
        ? List.of()
        : Arrays.stream(values.split(" ")).map(Double::valueOf).toList();
  }

  private static Condition compiled(String text) {
    return switch (Condition.compile(text)) {
      case Compilation.Compiled(var condition) -> condition;
      case Compilation.Rejected rejected -> throw new AssertionError(text + ": " + rejected);
    };
  }

  @ParameterizedTest(name = "{0} of [{1}] is {2}")
  @CsvSource(
      delimiter = ';',
      emptyValue = "",
      value = {
        "value < 0.05               ; 0.04      ; TRUE",
        "value < 0.05               ; 0.05      ; FALSE",
        "value <= 0.05              ; 0.05      ; TRUE",
        "value > 1e-3               ; 0.002     ; TRUE",
        "value >= .5                ; 0.5       ; TRUE",
        "value == 3                 ; 3         ; TRUE",
        "value != 3                 ; 3         ; FALSE",
        "value < 1                  ; Infinity  ; FALSE",
        "value > -1                 ; -Infinity ; FALSE",
        "1 + 2 * value == 7         ; 3         ; TRUE",
        "(1 + 2) * value == 9       ; 3         ; TRUE",
        "10 - 4 - 3 == value        ; 3         ; TRUE",
        "8 / 4 / 2 == value         ; 1         ; TRUE",
        "-value < 0                 ; 3         ; TRUE",
        "--value == +value          ; 3         ; TRUE",
        "value > 0 && value < 1     ; 0.5       ; TRUE",
        "value < 0 || value > 0.4   ; 0.5       ; TRUE",
        "true || false && false     ; 0         ; TRUE",
        "(true || false) && false   ; 0         ; FALSE",
        "!(value > 1)               ; 0.5       ; TRUE",
        "!!(value > 1)              ; 0.5       ; FALSE",
        "result[0] < result[1]      ; 1 2       ; TRUE",
        "len(result) == 2           ; 1 2       ; TRUE",
        "len((result)) == 2         ; 1 2       ; TRUE",
        "len(result) == 0           ; ''        ; TRUE",
        "isNaN(value)               ; NaN       ; TRUE",
        "isNaN(value - 1)           ; 3         ; FALSE",
      })
  void condition_isTrueOrFalse_ofNumbers(String text, String values, Truth expected) {
    assertThat(compiled(text).holds(result(values))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of [{1}] is {2}")
  @CsvSource(
      delimiter = ';',
      emptyValue = "",
      value = {
        "value < 1                          ; NaN  ; NOT_A_NUMBER",
        "value != 1                         ; NaN  ; NOT_A_NUMBER",
        "!(value < 1)                       ; NaN  ; NOT_A_NUMBER",
        "value < 1 || true                  ; NaN  ; NOT_A_NUMBER",
        "value < 1 && false                 ; NaN  ; NOT_A_NUMBER",
        "true || value < 1                  ; NaN  ; TRUE",
        "result[0] / result[1] < 1          ; 0 0  ; NOT_A_NUMBER",
        "value < 1                          ; ''   ; NO_SUCH_SERIES",
        "value < 1                          ; 1 2  ; NO_SUCH_SERIES",
        "result[2] < 1                      ; 1 2  ; NO_SUCH_SERIES",
        "-result[2] < 1                     ; 1 2  ; NO_SUCH_SERIES",
        "result[2] + 1 < 1                  ; 1 2  ; NO_SUCH_SERIES",
        "isNaN(result[2])                   ; 1 2  ; NO_SUCH_SERIES",
        "!(result[2] < 1)                   ; 1 2  ; NO_SUCH_SERIES",
        "len(result) < 3 || result[2] < 1   ; 1 2  ; TRUE",
      })
  void condition_isNeitherTrueNorFalse_withoutANumber(String text, String values, Truth expected) {
    assertThat(compiled(text).holds(result(values))).isEqualTo(expected);
  }

  private static Stream<Arguments> rejections() {
    return Stream.of(
        arguments("", "SYNTAX 1: the end of the condition", "a number, value"),
        arguments("value <", "SYNTAX 8: the end of the condition", "a number, value"),
        arguments("value = 1", "SYNTAX 7: \"=\"", "write == to compare"),
        arguments("value < 1 & value > 0", "SYNTAX 11: \"&\"", "write && for and"),
        arguments("value < 1 and true", "SYNTAX 11: \"and\"", "join conditions by &&"),
        arguments("not (value < 1)", "SYNTAX 1: \"not\"", "write &&"),
        arguments("value < 1 value", "SYNTAX 11: \"value\"", "an operator or the end"),
        arguments("0 < value < 1", "SYNTAX 11: \"<\"", "write a < b && b < c"),
        arguments("(value < 1", "SYNTAX 11: the end of the condition", "\")\""),
        arguments("valu < 1", "SYNTAX 1: \"valu\"", "value, result[0]"),
        arguments("all(result, # < 1)", "SYNTAX 11: \",\"", "closures such as"),
        arguments("result[-1] < 1", "SYNTAX 8: \"-\"", "write result[0]"),
        arguments("result[1.5] < 1", "SYNTAX 8: \"1.5\"", "counted from 0"),
        arguments("value < 1;", "SYNTAX 10: \";\"", "numbers, names and"),
        arguments("* 3", "SYNTAX 1: \"*\"", "something is missing before it"),
        arguments("value", "TYPE 1: a number", "compare it"),
        arguments("value + 1", "TYPE 1: a number", "compare it"),
        arguments("result < 1", "TYPE 1: the list result", "write value or result[0]"),
        arguments("result", "TYPE 1: the list result", "write result[0] < 1"),
        arguments("1 < result", "TYPE 5: the list result", "write value or result[0]"),
        arguments("!value > 3", "TYPE 2: a number", "compare it"),
        arguments("value && true", "TYPE 1: a number", "compare it"),
        arguments("true && 1", "TYPE 9: a number", "compare it"),
        arguments("true + 1 < 2", "TYPE 1: true or false", "a number"),
        arguments("-(value < 1)", "TYPE 2: true or false", "a number"),
        arguments("isNaN(result)", "TYPE 7: the list result", "write value or result[0]"),
        arguments("len(value) == 1", "TYPE 5: a number", "write len(result)"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rejections")
  void condition_isRejected_withPlaceAndRemedy(String text, String found, String remedy) {
    assertThat(Condition.compile(text))
        .isInstanceOfSatisfying(
            Compilation.Rejected.class,
            rejected -> {
              assertThat(rejected.kind() + " " + rejected.column() + ": " + rejected.found())
                  .isEqualTo(found);
              assertThat(rejected.expected()).contains(remedy);
            });
  }

  @Test
  void condition_isRejected_whenTooLongOrTooDeep() {
    assertThat(Condition.compile("1" + "+1".repeat(3_000) + " < value"))
        .isInstanceOf(Compilation.Rejected.class);
    for (String nested : List.of("(", "!", "-", "isNaN(", "len(")) {
      assertThat(Condition.compile(nested.repeat(600))).isInstanceOf(Compilation.Rejected.class);
    }
  }

  @ParameterizedTest(name = "{0} allows {1} series: {2}")
  @CsvSource({
    "value < 1, 1, true",
    "value < 1, 2, false",
    "value < 1 && len(result) > 1, 2, false",
    "result[0] < 1, 1, true",
    "result[0] < 1, 2, false",
    "result[1] < 1, 2, true",
    "result[0] < 1 && result[2] > 1, 3, true",
    "len(result) < 5, 4, true",
    "result[0] < 1 && len(result) > 0, 7, true",
  })
  void condition_allows_asManySeriesAsItLooksAt(String text, int series, boolean allowed) {
    assertThat(compiled(text).allows(series)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} constant: {1}")
  @CsvSource({
    "true, true",
    "1 < 2, true",
    "!(1 + 1 == 2), true",
    "value < 1, false",
    "len(result) > 0, false",
    "isNaN(result[0]), false",
  })
  void condition_isConstant_whenItLooksAtNothing(String text, boolean constant) {
    assertThat(compiled(text).constant()).isEqualTo(constant);
  }

  @Test
  void conditions_areEqual_whenTheirTextsAre() {
    assertThat(compiled("value < 1")).isEqualTo(compiled("value < 1")).hasToString("value < 1");
    assertThat(compiled("value < 1")).isNotEqualTo(compiled("value < 2"));
  }
}
