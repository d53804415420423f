package dev.fleetgate.gates;

import static dev.fleetgate.gates.WrittenMetric.RECORDED;
import static dev.fleetgate.gates.WrittenMetric.context;
import static dev.fleetgate.gates.WrittenMetric.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.ParseOutcome;
import dev.fleetgate.promql.PromqlParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GateCompilerTest {
  private static final Map<String, String> ARGS = Map.of("service", "checkout");

  private static List<Problem> problems(GateSpec spec, Map<String, String> args) {
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(spec, context(args), problems);
    assertThat(gate.isEmpty()).isEqualTo(!problems.none());
    return problems.list();
  }

  private static Gate.Metric compiled(WrittenMetric written, Map<String, String> args) {
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(written.gate(), context(args), problems);
    assertThat(problems.list()).isEmpty();
    return gate.orElseThrow().metric("errors");
  }

  @Test
  void values_arePutIn() {
    Gate.Metric metric =
        compiled(
            metric()
                .query(
                    "sum(errors{a=~\"{{args.service}}\",b=\"{{cluster.name}}/{{ cluster.labels.ring"
                        + " }}\"})")
                .success("value < {{args.limit}}"),
            ARGS);
    assertThat(metric.query()).isEqualTo("sum(errors{a=~\"checkout\",b=\"eu-3/canary\"})");
    assertThat(metric.success().orElseThrow().text()).isEqualTo("value < 5");
  }

  private static Stream<Arguments> injections() {
    return Stream.of(
        arguments("errors{a=\"{{args.service}}\"}", "x\"} or vector(0) or up{b=\""),
        arguments("errors{a='{{args.service}}'}", "x'} or vector(0) or up{b='"),
        arguments("errors{a=\"{{args.service}}\"}", "x\\"),
        arguments("errors{a=\"{{args.service}}\"}", "x\\\"} or vector(0) #"),
        arguments("errors{a=\"\\\"{{args.service}}\"}", "\"} or up{b=\""),
        arguments("errors{a=\"{{args.service}}\"}", "two\nlines\tand\u0001"),
        arguments("errors{a=\"{{args.service}}\"}", "{{cluster.name}}"),
        arguments("errors{a=`{{args.service}}`}", "x\"} or vector(0) \\"),
        arguments("errors{a=\"{{args.service}}\"} # {{args.service}}", "x\n or vector(0)"));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("injections")
  void value_cannotBreakOut(String query, String value) {
    Gate.Metric metric = compiled(metric().query(query), Map.of("service", value));
    String expected = query.contains("\\\"") ? "\"" + value : value;
    assertThat(PromqlParser.parse(metric.query()))
        .isInstanceOfSatisfying(
            ParseOutcome.Parsed.class,
            parsed ->
                assertThat(parsed.expr())
                    .isInstanceOfSatisfying(
                        Expr.VectorSelector.class,
                        selector ->
                            assertThat(selector.matchers())
                                .singleElement()
                                .extracting(matcher -> matcher.value())
                                .isEqualTo(expected)));
  }

  @ParameterizedTest(name = "{0} outside of quotes")
  @CsvSource(
      delimiter = '|',
      value = {"x or vector(0)", "x{}", "x)", "x #", "x[5m]", "-x", "''", "x,y", "x\"", "1.2.3"})
  void value_outsideOfQuotes_isOneWord(String value) {
    GateSpec spec = metric().query("rate({{args.service}}[5m])").gate();
    assertThat(problems(spec, Map.of("service", value)))
        .extracting(Problem::rule)
        .contains(GateRule.UNSAFE_VALUE);
  }

  @Test
  void backQuotes_cannotBeLeft() {
    GateSpec spec = metric().query("errors{a=`{{args.service}}`}").gate();
    assertThat(problems(spec, Map.of("service", "x`} or vector(0)")))
        .extracting(Problem::rule)
        .containsExactly(GateRule.UNSAFE_VALUE);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "errors                                            | errors 0s",
        "sum(rate(errors[5m])) / sum(rate(requests[1m]))   | errors 5m, requests 1m",
        "rate(errors{a=\"b\"}[5m] offset 10m)              | errors{a=\"b\"} 15m",
        "errors - errors offset 1h                         | errors 1h5m",
        "rate(errors[1m]) / rate(errors[5m])               | errors 5m",
        "max_over_time(rate(errors[5m])[1h:1m])            | errors 1h5m",
        "fleetgate:errors:rate1m                           | fleetgate:errors:rate1m 1m",
        "avg_over_time(fleetgate:errors:rate1m[10m])       | fleetgate:errors:rate1m 11m",
        "scalar(errors)                                    | errors 0s",
        "absent(errors)                                    | errors 0s",
      })
  void selectors_haveTheirLookBack(String query, String expected) {
    assertThat(
            compiled(metric().query(query), ARGS).selectors().stream()
                .map(selector -> selector.bare() + " " + Durations.print(selector.lookBack()))
                .toList())
        .isEqualTo(List.of(expected.split(", ")));
  }

  @ParameterizedTest
  @CsvSource({"slo_errors", "ALERTS", "ALERTS_FOR_STATE"})
  void recordedSeriesWithoutColon_needTheirLookBackToo(String name) {
    assertThat(problems(metric().query(name).gate(), ARGS))
        .extracting(Problem::rule)
        .containsExactly(GateRule.UNKNOWN_LOOK_BACK);
    assertThat(compiled(metric().query(name).looksBack(name, "3m"), ARGS).lookBack())
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void longerLookBack_counts_whenWrittenBesideAPacks() {
    WrittenMetric written = metric().query("fleetgate:errors:rate1m");
    assertThat(compiled(written.looksBack("fleetgate:errors:rate1m", "9m"), ARGS).lookBack())
        .isEqualTo(Duration.ofMinutes(9));
    assertThat(compiled(written.looksBack("fleetgate:errors:rate1m", "1s"), ARGS).lookBack())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void check_needsNoValues() {
    for (String query :
        List.of(
            "sum(errors{a=~\"{{args.service}}\",b=\"{{cluster.labels.any}}\"})",
            "sum(rate(errors[{{args.service}}]))",
            "topk({{args.service}}, errors)",
            "sum({{args.service}})")) {
      Problems problems = new Problems();
      GateCompiler.check(
          metric().query(query).success("value < {{args.service}}").gate(), RECORDED, problems);
      assertThat(problems.list()).as(query).isEmpty();
    }
  }

  @Test
  void check_refusesWhatNoValueCanMend() {
    Problems problems = new Problems();
    GateCompiler.check(metric().query("sum({{args.service}}").gate(), RECORDED, problems);
    assertThat(problems.list()).extracting(Problem::rule).containsExactly(GateRule.QUERY_SYNTAX);
    Problems undeclared = new Problems();
    GateCompiler.check(metric().query("errors{a=\"{{args.b}}\"}").gate(), RECORDED, undeclared);
    assertThat(undeclared.list())
        .extracting(Problem::rule)
        .containsExactly(GateRule.UNKNOWN_PLACEHOLDER);
  }
}
