package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerReaderTest {
  private static final String POD =
      "{spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}";

  @Test
  void read_typesJob() {
    Problems problems = new Problems();
    Optional<KubernetesTrigger> trigger =
        read(
            "{job: {namespace: ops, template: {metadata: {labels: {a: b}}, spec: {template: "
                + POD
                + "}}}}",
            problems);

    assertThat(problems.list()).isEmpty();
    assertThat(trigger)
        .contains(
            new JobTrigger(
                "ops",
                TestingTree.yaml("{labels: {a: b}}"),
                TestingTree.yaml("{template: " + POD + "}")));
  }

  @Test
  void read_typesDeploymentByImages() {
    Problems problems = new Problems();

    assertThat(
            read(
                "{deployment: {namespace: shop, name: web, images: {web: 'w:{{change.id}}'}}}",
                problems))
        .contains(
            new DeploymentTrigger(
                "shop", "web", new DeploymentTrigger.Images(Map.of("web", "w:{{change.id}}"))));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void read_typesDeploymentByTemplate() {
    Problems problems = new Problems();

    assertThat(
            read(
                "{deployment: {namespace: '{{cluster.name}}', name: web, template: " + POD + "}}",
                problems))
        .contains(
            new DeploymentTrigger(
                "{{cluster.name}}", "web", new DeploymentTrigger.Template(TestingTree.yaml(POD))));
    assertThat(problems.list()).isEmpty();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("{}", TriggerRule.TRIGGER_KIND_NOT_ONE, ""),
        Arguments.of(
            "{job: " + job(POD, "") + ", deployment: " + images("{a: b}") + "}",
            TriggerRule.TRIGGER_KIND_NOT_ONE,
            ""),
        Arguments.of(
            "{job: {namespace: Ops, template: {spec: {template: " + POD + "}}}}",
            TriggerRule.NOT_A_NAMESPACE,
            "/job/namespace"),
        Arguments.of(
            "{deployment: {namespace: a, name: 'web/1', images: {a: b}}}",
            TriggerRule.NOT_AN_OBJECT_NAME,
            "/deployment/name"),
        Arguments.of(
            "{deployment: " + images("{a: 'b:{{cluster.nmae}}'}") + "}",
            TriggerRule.UNKNOWN_PLACEHOLDER,
            "/deployment/images/a"),
        Arguments.of(
            "{job: {namespace: ops, template: {metadata: {labels: {fleetgate.dev/x: y}}, spec:"
                + " {template: "
                + POD
                + "}}}}",
            TriggerRule.RESERVED_KEY,
            "/job/template/metadata/labels/fleetgate.dev~1x"),
        Arguments.of(
            "{job: " + job("{spec: {restartPolicy: Never, containers: []}}", "") + "}",
            TriggerRule.TEMPLATE_WITHOUT_CONTAINERS,
            "/job/template/spec/template"),
        Arguments.of(
            "{deployment: {namespace: a, name: b, template: {spec: {}}}}",
            TriggerRule.TEMPLATE_WITHOUT_CONTAINERS,
            "/deployment/template"),
        Arguments.of(
            "{job: " + job("{spec: {containers: [{name: a}]}}", "") + "}",
            TriggerRule.JOB_RESTART_POLICY,
            "/job/template/spec/template"),
        Arguments.of(
            "{job: " + job(POD, ", ttlSecondsAfterFinished: 5") + "}",
            TriggerRule.JOB_WITH_TTL,
            "/job/template/spec/ttlSecondsAfterFinished"),
        Arguments.of(
            "{job: " + job(POD, ", suspend: true") + "}",
            TriggerRule.JOB_SUSPENDED,
            "/job/template/spec/suspend"),
        Arguments.of(
            "{job: " + job(POD, ", manualSelector: true") + "}",
            TriggerRule.JOB_WITH_SELECTOR,
            "/job/template/spec/manualSelector"),
        Arguments.of(
            "{deployment: {namespace: a, name: b}}",
            TriggerRule.DEPLOYMENT_CHANGE_NOT_ONE,
            "/deployment"),
        Arguments.of(
            "{deployment: " + images("{}") + "}", TriggerRule.IMAGES_EMPTY, "/deployment/images"),
        Arguments.of(
            "{deployment: " + images("{a: ' '}") + "}",
            TriggerRule.IMAGE_EMPTY,
            "/deployment/images/a"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void read_refuses_whatBreaksARule(String yaml, TriggerRule rule, String pointer) {
    Problems problems = new Problems();

    assertThat(read(yaml, problems)).isEmpty();
    assertThat(problems.list()).extracting(Problem::rule).containsExactly(rule);
    assertThat(problems.list().getFirst().at().pointer()).isEqualTo(pointer);
  }

  @Test
  void everyRuleHasARefusal() {
    List<Object> refused = refusals().map(row -> row.get()[1]).toList();

    assertThat(Arrays.stream(TriggerRule.values()).filter(rule -> !refused.contains(rule)))
        .as("rules without a row; MISSING_CLUSTER_LABEL is PlaceholdersTest's")
        .containsExactly(TriggerRule.MISSING_CLUSTER_LABEL);
  }

  @Test
  void read_suggestsTheNearestField() {
    Problems problems = new Problems();
    read("{deployment: {namespace: a, name: b, image: {a: b}, images: {a: b}}}", problems);

    assertThat(problems.list())
        .extracting(Problem::sentence)
        .singleElement()
        .asString()
        .isEqualTo(
            "trigger.yaml /deployment/image: image: unknown field (expected: one of namespace,"
                + " name, images, template; did you mean images?)");
  }

  private static String job(String pod, String more) {
    return "{namespace: ops, template: {spec: {template: " + pod + more + "}}}";
  }

  private static String images(String images) {
    return "{namespace: shop, name: web, images: " + images + "}";
  }

  private static Optional<KubernetesTrigger> read(String yaml, Problems problems) {
    return TriggerReader.read(TestingTree.yaml(yaml), problems);
  }
}
