package dev.fleetgate.gates;

import static dev.fleetgate.gates.WrittenMetric.context;
import static dev.fleetgate.gates.WrittenMetric.gateOf;
import static dev.fleetgate.gates.WrittenMetric.line;
import static dev.fleetgate.gates.WrittenMetric.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GateRefusalTest {
  private static final Map<String, String> ARGS = Map.of("service", "checkout");

  private static List<Problem> problems(GateSpec spec, Map<String, String> args) {
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(spec, context(args), problems);
    assertThat(gate.isEmpty()).isEqualTo(!problems.none());
    return problems.list();
  }

  private static GateSpec twice() {
    return gateOf(List.of(metric().spec(), metric().spec()));
  }

  private static GateSpec sameArgs() {
    GateArg arg = GateArg.withDefault("service", "x", line(5));
    return new GateSpec("errors", List.of(arg, arg), List.of(metric().spec()), line(1));
  }

  private static Arguments row(GateRule rule, GateSpec spec, String sentence) {
    return arguments(rule, spec, ARGS, sentence);
  }

  private static Arguments row(GateRule rule, WrittenMetric written, String sentence) {
    return row(rule, written.gate(), sentence);
  }

  private static List<Arguments> refusals() {
    List<Arguments> rows = new ArrayList<>();
    gateRefusals(rows);
    valueRefusals(rows);
    queryRefusals(rows);
    lookBackRefusals(rows);
    conditionRefusals(rows);
    limitRefusals(rows);
    return rows;
  }

  private static void gateRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.NO_METRICS,
            gateOf(List.of()),
            "gate.yaml:1: metrics: none (expected: at least one)"));
    rows.add(
        row(
            GateRule.DUPLICATE_METRIC,
            twice(),
            "gate.yaml:10: name: \"errors\" (expected: another name for each)"));
    rows.add(
        row(
            GateRule.DUPLICATE_ARG,
            sameArgs(),
            "gate.yaml:5: name: \"service\" (expected: another name for each)"));
    rows.add(
        arguments(
            GateRule.MISSING_ARG,
            metric().gate(),
            Map.of(),
            "gate.yaml:5: argument service: no value (expected: a value; give service where the"
                + " gate is named, or a default here)"));
    rows.add(
        arguments(
            GateRule.UNDECLARED_ARG,
            metric().gate(),
            Map.of("service", "x", "servise", "y"),
            "gate.yaml:1: arguments of gate errors: \"servise\" (expected: one of service,"
                + " limit)"));
  }

  private static void valueRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.UNCLOSED_PLACEHOLDER,
            metric().query("errors{a=\"{{args.service\"}"),
            "gate.yaml:12: query of metric errors: {{args.service\"} (expected: }} behind the"
                + " name)"));
    rows.add(
        row(
            GateRule.UNKNOWN_PLACEHOLDER,
            metric().query("errors{a=\"{{cluster.labels.region}}\"}"),
            "gate.yaml:12: query of metric errors: {{cluster.labels.region}} (expected:"
                + " {{args.NAME}} of a declared argument, {{cluster.name}} or"
                + " {{cluster.labels.NAME}} of a label that the cluster has)"));
    rows.add(
        arguments(
            GateRule.UNSAFE_VALUE,
            metric().query("errors{{args.service}}").gate(),
            Map.of("service", "{} or vector(0)"),
            "gate.yaml:12: query of metric errors: {{args.service}} is \"{} or vector(0)\""
                + " (expected: a name, a number or a duration; other texts only inside quotes)"));
    rows.add(
        arguments(
            GateRule.VALUE_NOT_A_NUMBER,
            metric().success("value < {{args.limit}}").gate(),
            Map.of("service", "x", "limit", "0 || true"),
            "gate.yaml:13: successCondition of metric errors: {{args.limit}} is \"0 || true\""
                + " (expected: a number; conditions compare numbers)"));
  }

  private static void queryRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.QUERY_SYNTAX,
            metric().query("sum(\n  errors"),
            "gate.yaml:12: query of metric errors, line "));
    rows.add(
        row(
            GateRule.QUERY_TYPE,
            metric().query("errors[5m]"),
            "gate.yaml:12: query of metric errors: a range vector (expected: an instant vector or"
                + " a scalar; apply a function such as rate() or avg_over_time())"));
    rows.add(
        row(
            GateRule.QUERY_WITHOUT_SERIES,
            metric().query("vector(0)"),
            "gate.yaml:12: query of metric errors: \"vector(0)\" (expected: a query that reads"
                + " series; a constant is no evidence)"));
    rows.add(
        row(
            GateRule.SELECTOR_WITHOUT_NAME,
            metric().query("sum({job=\"a\"})"),
            "gate.yaml:12: query of metric errors: {job=\"a\"} (expected: the metric's name, so"
                + " that recorded series are known; write name{...})"));
  }

  private static void lookBackRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.UNBOUNDED_LOOK_BACK,
            metric().query("errors offset -5m"),
            "gate.yaml:12: query of metric errors: errors offset -5m reads the future"));
    rows.add(
        row(
            GateRule.UNKNOWN_LOOK_BACK,
            metric().query("job:errors:rate5m"),
            "gate.yaml:12: query of metric errors: job:errors:rate5m is recorded by a rule"
                + " (expected: how far back that rule reads; write looksBack:"
                + " {\"job:errors:rate5m\": 5m})"));
    rows.add(
        row(
            GateRule.UNUSED_LOOK_BACK,
            metric().looksBack("job:erors:rate5m", "5m"),
            "gate.yaml:10: looksBack of metric errors: \"job:erors:rate5m\" (expected: a series"
                + " that the query reads; correct or remove it)"));
  }

  private static void conditionRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.NO_CONDITION,
            metric().success(""),
            "gate.yaml:10: conditions of metric errors: none (expected: successCondition or"
                + " failureCondition)"));
    rows.add(
        row(
            GateRule.CONDITION_SYNTAX,
            metric().failure("value = 1"),
            "gate.yaml:14: failureCondition of metric errors, column 7: \"=\" (expected: "));
    rows.add(
        row(
            GateRule.CONDITION_TYPE,
            metric().success("result < 1"),
            "gate.yaml:13: successCondition of metric errors, column 1: the list result (expected:"
                + " a number; write value or result[0])"));
    rows.add(
        row(
            GateRule.CONDITION_WITHOUT_VALUE,
            metric().failure("false"),
            "gate.yaml:14: failureCondition of metric errors: \"false\" (expected: a condition that"
                + " looks at value or result)"));
  }

  private static void limitRefusals(List<Arguments> rows) {
    rows.add(
        row(
            GateRule.INTERVAL_WITHOUT_COUNT,
            metric().schedule("30s", 0),
            "gate.yaml:10: interval of metric errors: 30s (expected: a count beside it; "));
    rows.add(
        row(
            GateRule.COUNT_WITHOUT_INTERVAL,
            metric().schedule("0", 3),
            "gate.yaml:10: count of metric errors: 3 (expected: an interval beside it; "));
    rows.add(
        row(
            GateRule.FAILURE_LIMIT_OUT_OF_REACH,
            metric().schedule("30s", 3).failureLimit(3),
            "gate.yaml:10: failureLimit of metric errors: 3 (expected: less than count 3, "));
    rows.add(
        row(
            GateRule.MAX_AGE_NOT_POSITIVE,
            metric().maxAge(Duration.ZERO),
            "gate.yaml:10: maxAge of metric errors: 0s (expected: > 0s; "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void gate_isRefused(GateRule rule, GateSpec spec, Map<String, String> args, String sentence) {
    assertThat(problems(spec, args))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.rule()).isEqualTo(rule);
          assertThat(problem.sentence()).startsWith(sentence);
        });
  }

  @Test
  void queryThatQuotesARefusal_isToldInItsTwoParts() {
    assertThat(problems(metric().query("errors{a=\"b\" \"c (expected: d)\"}").gate(), ARGS))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo("query of metric errors, line 1, column 14");
          assertThat(problem.found()).isEqualTo("unexpected \"c (expected: d)\"");
          assertThat(problem.expected()).isEqualTo("\",\" or \"}\" behind a label matcher");
        });
  }

  @Test
  void everyRule_hasARow() {
    assertThat(refusals().stream().map(row -> row.get()[0]))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(GateRule.values()));
  }

  @Test
  void allProblems_areReportedAtOnce() {
    GateSpec spec =
        metric().query("vector(").success("value").failure("len(").schedule("30s", 0).gate();
    assertThat(problems(spec, Map.of()))
        .extracting(Problem::rule)
        .containsExactly(
            GateRule.MISSING_ARG,
            GateRule.INTERVAL_WITHOUT_COUNT,
            GateRule.CONDITION_TYPE,
            GateRule.CONDITION_SYNTAX,
            GateRule.QUERY_SYNTAX);
  }
}
