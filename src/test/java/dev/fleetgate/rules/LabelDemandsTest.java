package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.selector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LabelDemandsTest {
  private static final Map<String, String> OWN = Map.of("own", "here");

  static Stream<Arguments> satisfiable() {
    return Stream.of(
        row("nothing is asked", "{}", "{}", Map.of("own", "here")),
        row("a label", "{matchLabels: {a: b}}", "{}", Map.of("own", "here", "a", "b")),
        row(
            "first of values",
            "{matchExpressions: [{key: a, operator: In, values: [z, x]}]}",
            "{}",
            Map.of("own", "here", "a", "x")),
        row(
            "values of both",
            "{matchExpressions: [{key: a, operator: In, values: [x, z]}]}",
            "{matchExpressions: [{key: a, operator: In, values: [z, w]}]}",
            Map.of("own", "here", "a", "z")),
        row(
            "any value",
            "{matchExpressions: [{key: a, operator: Exists}]}",
            "{}",
            Map.of("own", "here", "a", "fleetgate")),
        row("any value, own", "{matchExpressions: [{key: own, operator: Exists}]}", "{}", OWN),
        row(
            "not a value",
            "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}",
            "{}",
            OWN),
        row(
            "not our value",
            "{matchExpressions: [{key: own, operator: NotIn, values: [here]}]}",
            "{}",
            Map.of()),
        row(
            "any value but one",
            "{matchExpressions: [{key: a, operator: Exists}]}",
            "{matchExpressions: [{key: a, operator: NotIn, values: [fleetgate]}]}",
            Map.of("own", "here", "a", "true")),
        row("absent", "{matchExpressions: [{key: own, operator: DoesNotExist}]}", "{}", Map.of()),
        row(
            "another value than ours",
            "{matchLabels: {own: there}}",
            "{}",
            Map.of("own", "there")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("satisfiable")
  void labels_satisfyEverySelector(
      String name, LabelSelector one, LabelSelector other, Map<String, String> expected) {
    LabelDemands.Labels found = satisfy(one, other);

    assertThat(found.conflicts()).isEmpty();
    assertThat(found.labels()).isEqualTo(expected);
    assertThat(List.of(one, other)).allMatch(selector -> selector.matches(found.labels()));
  }

  static Stream<Arguments> contradicting() {
    return Stream.of(
        row("two values", "{matchLabels: {a: x}}", "{matchLabels: {a: z}}", Map.of()),
        row(
            "present and absent",
            "{matchLabels: {a: x}}",
            "{matchExpressions: [{key: a, operator: DoesNotExist}]}",
            Map.of()),
        row(
            "a banned value",
            "{matchLabels: {a: x}}",
            "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}",
            Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradicting")
  void conflict_namesLabelAndAskers(
      String name, LabelSelector one, LabelSelector other, Map<String, String> none) {
    assertThat(satisfy(one, other).conflicts())
        .containsExactly("label a, as asked for by one and other");
  }

  private static LabelDemands.Labels satisfy(LabelSelector one, LabelSelector other) {
    LabelDemands demands = new LabelDemands();
    demands.add("one", one);
    demands.add("other", other);
    return demands.satisfy(OWN);
  }

  private static Arguments row(
      String name, String one, String other, Map<String, String> expected) {
    return Arguments.of(name, selector(one), selector(other), expected);
  }
}
