package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RulePackTest {
  private static final String PACK =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: RulePack
      metadata: {name: demo}
      spec:
        parameters:
        - {name: metric, default: requests_total, pattern: "[a-z_]+"}
        - {name: labels, default: {app: web}}
        objects: [rule.yaml]
        freshSeries: ["{{params.metric}}"]
        freshWithin: 1m
        heartbeat: Beat
        recorded:
        - {series: "fleetgate:x:rate1m", looksBack: 1m}
      """;

  private static final String RULE =
      """
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata: {name: demo}
      spec:
        groups:
        - name: demo
          rules:
          - record: fleetgate_rulepack_info
            expr: vector(1)
            labels: {pack: demo, revision: unpinned}
          - {record: "fleetgate:x:rate1m", expr: "rate({{params.metric}}[1m])"}
          - {alert: Beat, expr: vector(1)}
      """;

  @Test
  void pack_readsAsWritten() {
    RulePackSpec spec = read(PACK, RULE, new Problems()).spec();

    assertThat(spec.name()).isEqualTo("demo");
    assertThat(spec.objects()).containsExactly("rule.yaml");
    assertThat(spec.freshWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.heartbeat()).contains("Beat");
    assertThat(spec.recorded()).containsEntry("fleetgate:x:rate1m", Duration.ofMinutes(1));
  }

  @Test
  void freshness_isTwoMinutes_unlessSaid() {
    String text = PACK.replace("  freshWithin: 1m\n", "");

    assertThat(read(text, RULE, new Problems()).spec().freshWithin())
        .isEqualTo(Duration.ofMinutes(2));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        inPack(RulePackRule.NOT_A_RULE_PACK, "kind: RulePack", "kind: RulePacks"),
        inPack(RulePackRule.PACK_NAME, "name: demo", "name: Demo"),
        inPack(RulePackRule.PARAMETER_TWICE, "name: labels", "name: metric"),
        inPack(RulePackRule.PARAMETER_NAME, "name: labels", "name: 1st"),
        inPack(RulePackRule.PARAMETER_PATTERN, "[a-z_]+", "["),
        inPack(RulePackRule.PARAMETER_DEFAULT, "requests_total", "requests-total"),
        inPack(RulePackRule.NO_OBJECTS, "objects: [rule.yaml]", "objects: []"),
        inPack(RulePackRule.OBJECT_TWICE, "[rule.yaml]", "[rule.yaml, rule.yaml]"),
        inPack(RulePackRule.OBJECT_FILE_MISSING, "[rule.yaml]", "[rule.yaml, other.yaml]"),
        inPack(RulePackRule.OBJECT_FILE_UNLISTED, "[rule.yaml]", "[other.yaml]"),
        inPack(RulePackRule.NO_FRESH_SERIES, "freshSeries: [\"{{params.metric}}\"]", ""),
        inPack(RulePackRule.FRESH_WITHIN_ZERO, "freshWithin: 1m", "freshWithin: 0s"),
        inPack(RulePackRule.PARAMETER_UNKNOWN, "{{params.metric}}", "{{params.metrics}}"),
        inPack(RulePackRule.PARAMETER_IN_TEXT, "\"{{params.metric}}\"", "\"x{{params.labels}}\""),
        inPack(RulePackRule.RECORDED_UNUSED, "series: \"fleetgate:x", "series: \"fleetgate:y"),
        inPack(RulePackRule.HEARTBEAT, "heartbeat: Beat", "heartbeat: Bleat"),
        inRule(RulePackRule.OBJECT_KIND, "kind: PrometheusRule", "kind: ConfigMap"),
        inRule(RulePackRule.OBJECT_NAMESPACE, "{name: demo}", "{name: demo, namespace: x}"),
        inRule(RulePackRule.SENTINEL, "pack: demo, ", ""),
        inRule(RulePackRule.EXPRESSION_SYNTAX, "[1m])\"", "[1m]\""),
        inRule(RulePackRule.EXPRESSION_TYPE, "rate({{params.metric}}[1m])", "a[1m]"),
        inPack(RulePackRule.FRESH_SERIES_SELECTOR, "[\"{{params", "[\"1 + {{params"),
        inRule(RulePackRule.RECORDED_UNBOUNDED, "[1m])", "[1m] @ 1)"),
        inRule(RulePackRule.RECORDED_TOO_SHORT, "[1m])", "[2m])"),
        inRule(RulePackRule.RECORDED_UNDECLARED, "\"fleetgate:x", "\"fleetgate:z"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void pack_isRefused_withTheRule(RulePackRule rule, String pack, String object) {
    Problems problems = new Problems();
    read(pack, object, problems);

    assertThat(problems.list()).extracting(Problem::rule).contains(rule);
    assertThat(problems.list()).allSatisfy(p -> assertThat(p.sentence()).contains("(expected: "));
  }

  @Test
  void expressionThatQuotesARefusal_isToldInItsTwoParts() {
    Problems problems = new Problems();
    read(PACK, RULE.replace("rate({{params.metric}}[1m])", "x{a='b' 'c (expected: d)'}"), problems);

    assertThat(problems.list())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo("expr of fleetgate:x:rate1m, line 1, column 9");
          assertThat(problem.found()).isEqualTo("unexpected 'c (expected: d)'");
          assertThat(problem.expected()).isEqualTo("\",\" or \"}\" behind a label matcher");
        });
  }

  @Test
  void everyRule_hasAMistake() {
    TreeSet<String> tried = new TreeSet<>();
    mistakes().forEach(row -> tried.add(String.valueOf(row.get()[0])));
    // These two are about values given, and are tried in ResolvedPackTest.
    tried.addAll(List.of("PARAMETER_VALUE", "PARAMETER_MISSING"));

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RulePackRule.values()).map(Enum::name).toList());
  }

  static Stream<Arguments> lookBacks() {
    return Stream.of(
        Arguments.of("rate(a_total[1m])", ""),
        Arguments.of("rate(a_total[1m] offset 1m)", "2m"),
        Arguments.of("a_gauge", "5m"),
        Arguments.of("a_gauge offset 1m", "6m"),
        Arguments.of("max_over_time(rate(a_total[1m])[10m:1m])", "11m"),
        Arguments.of("max_over_time(fleetgate:x:rate1m[1m])", "2m"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lookBacks")
  void lookBack_isAtLeastWhatTheRuleReads(String expression, String atLeast) {
    Problems problems = new Problems();
    read(PACK, RULE.replace("rate({{params.metric}}[1m])", expression), problems);

    List<String> expected =
        atLeast.isEmpty()
            ? List.of()
            : List.of(
                "test:13: looksBack of fleetgate:x:rate1m: 1m (expected: at least what its rule"
                    + " reads, %1$s; write looksBack: %1$s)".formatted(atLeast));
    assertThat(problems.list()).extracting(Problem::sentence).isEqualTo(expected);
  }

  @Test
  void parameterWithoutDefault_mayBeAWordOrANumberOrADuration() {
    String pack = PACK.replace("{name: labels,", "{name: span}\n  - {name: labels,");
    Problems problems = new Problems();
    read(pack, RULE.replace("[1m])", "[{{params.span}}])"), problems);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void problem_namesFileLineAndRemedy() {
    Problems problems = new Problems();
    read(PACK.replace("freshWithin: 1m", "freshWithin: 0s"), RULE, problems);

    assertThat(problems.list())
        .singleElement()
        .extracting(Problem::sentence)
        .isEqualTo("test:10: freshWithin: \"0s\" (expected: > 0s)");
  }

  private static Arguments inPack(RulePackRule rule, String from, String to) {
    return Arguments.of(rule, changed(PACK, from, to), RULE);
  }

  private static Arguments inRule(RulePackRule rule, String from, String to) {
    return Arguments.of(rule, PACK, changed(RULE, from, to));
  }

  private static String changed(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private static RulePack read(String pack, String object, Problems problems) {
    Map<String, Node> files = new LinkedHashMap<>();
    files.put("rule.yaml", yaml(object));
    return RulePack.read(yaml(pack), files, problems);
  }
}
