package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Durations;
import dev.fleetgate.promql.SelectorUse.Caveat;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SelectorsTest {
  static Stream<Arguments> lookBacks() {
    return Fixtures.table("look-backs.txt");
  }

  @ParameterizedTest
  @MethodSource("lookBacks")
  void of_tellsHowFarBackEachSelectorReads(String text, String expected) {
    String found =
        Selectors.of(Fixtures.parsed(text)).stream()
            .map(SelectorsTest::describe)
            .collect(Collectors.joining("; "));

    assertThat(found.isEmpty() ? "none" : found).isEqualTo(expected);
  }

  private static String describe(SelectorUse use) {
    String caveats =
        use.caveats().stream().sorted().map(each -> ", " + each).collect(Collectors.joining());
    return use.selector().name()
        + ": "
        + Durations.print(use.lookBack())
        + (use.picksEarlier() ? ", earlier" : "")
        + caveats;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          x                           | min(timestamp(x))
          x offset 5m                 | min(timestamp(x))
          rate(x{a="b"}[5m] @ end())  | min(timestamp(x{a="b"}))
          avg_over_time(x[5m] @ 5)    | min(timestamp(x))
          {"m.n", c=~`d\\d`} offset 1h | min(timestamp({__name__="m.n",c=~"d\\\\d"}))
          """)
  void timestampQuery_asksForTheBareSelector(String text, String expected) {
    assertThat(only(text).timestampQuery()).isEqualTo(expected);
    assertThat(Fixtures.parsed(expected).type()).isEqualTo(ValueType.VECTOR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          x ; x ; false
          job:x:rate5m ; job:x:rate5m ; true
          {"x"} ; x ; false
          {__name__="a:b"} ; a:b ; true
          {__name__=~"x|y"} ; x,y ; false
          {__name__=~"x|y:z"} ; x,y:z ; true
          {__name__=~"x.*"} ;  ; true
          {__name__=~"x.*", __name__="y"} ; y ; false
          {__name__!="x", job="api"} ;  ; true
          {job="api"} ;  ; true
          {"", job="api"} ;  ; true
          """)
  void names_areThoseTheTextAllows(String text, String names, boolean recorded) {
    Set<String> expected =
        names == null ? Set.of() : Arrays.stream(names.split(",")).collect(Collectors.toSet());

    assertThat(only(text).names()).isEqualTo(expected);
    assertThat(only(text).mayBeRecorded()).isEqualTo(recorded);
  }

  @Test
  void bounded_isFalse_withAnyCaveat() {
    assertThat(only("x offset 5m").bounded()).isTrue();
    assertThat(only("x offset -5m").bounded()).isFalse();
    assertThat(only("x @ 5 offset -5m").caveats())
        .containsExactlyInAnyOrder(Caveat.FUTURE, Caveat.FIXED_TIME);
    assertThat(Caveat.FUTURE.words()).isEqualTo("reads the future (negative offset)");
  }

  @Test
  void of_keepsTheOrderOfTheText() {
    assertThat(Selectors.of(Fixtures.parsed("sum(c) + a * b")))
        .extracting(use -> use.selector().name())
        .containsExactly("c", "a", "b");
  }

  private static SelectorUse only(String text) {
    assertThat(Selectors.of(Fixtures.parsed(text))).hasSize(1);
    return Selectors.of(Fixtures.parsed(text)).getFirst();
  }
}
