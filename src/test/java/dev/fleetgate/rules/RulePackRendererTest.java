package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.pack;
import static dev.fleetgate.rules.TestingPacks.prometheus;
import static dev.fleetgate.rules.TestingPacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Refused;
import dev.fleetgate.rules.Rendering.Rendered;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RulePackRendererTest {
  @Test
  void labels_areCopiedFromTheSelectorOfEachKind() {
    Rendered rendered =
        rendered(
            prometheus(
                "k8s",
                """
                serviceMonitorSelector: {matchLabels: {monitors: us}}
                serviceMonitorNamespaceSelector: {}
                ruleSelector: {matchLabels: {rules: us, role: alert-rules}}
                ruleNamespaceSelector: {}
                """));

    assertThat(labels(rendered.documents().getFirst()))
        .isEqualTo(Map.of("fleetgate.dev/pack", "http-service", "monitors", "us"));
    assertThat(labels(rendered.documents().getLast()))
        .isEqualTo(
            Map.of("fleetgate.dev/pack", "http-service", "rules", "us", "role", "alert-rules"));
  }

  @Test
  void everyDocument_isSelected_byEveryPrometheusObject() {
    ChildPrometheus one = stack("prom");
    ChildPrometheus other =
        prometheus(
            "tenant",
            """
            serviceMonitorSelector: {matchExpressions: [{key: team, operator: In, values: [b, a]}]}
            serviceMonitorNamespaceSelector: {matchLabels: {watched: "yes"}}
            ruleSelector: {}
            ruleNamespaceSelector: {}
            """);
    Rendered rendered = rendered(one, other);

    assertThat(rendered.namespaces()).isEqualTo(Map.of("fleetgate", Map.of("watched", "yes")));
    assertThat(rendered.documents())
        .allSatisfy(document -> {
          Map<String, String> its = Map.of("watched", "yes");
          assertThat(one.selects(document.key(), labels(document), its)).isTrue();
          assertThat(other.selects(document.key(), labels(document), its)).isTrue();
        });
  }

  @Test
  void object_goesToTheNamespaceOfPrometheus_whenItLooksNowhereElse() {
    Rendered rendered =
        rendered(prometheus("k8s", "{serviceMonitorSelector: {}, ruleSelector: {}}"));

    assertThat(rendered.documents())
        .extracting(document -> document.key().namespace())
        .containsOnly("monitoring");
    assertThat(rendered.namespaces()).isEqualTo(Map.of("monitoring", Map.of()));
  }

  @Test
  void object_goesToTheNamespaceOfPrometheus_whenOnlyThatNameIsSelected() {
    Rendered rendered =
        rendered(
            prometheus(
                "k8s",
                """
                serviceMonitorSelector: {}
                serviceMonitorNamespaceSelector:
                  matchLabels: {kubernetes.io/metadata.name: monitoring}
                ruleSelector: {}
                ruleNamespaceSelector: {}
                """));

    assertThat(rendered.documents())
        .extracting(document -> document.key().toString())
        .containsExactly(
            "ServiceMonitor monitoring/fleetgate-http-service",
            "PrometheusRule fleetgate/fleetgate-http-service");
  }

  @Test
  void prometheusThatSelectsNoMonitors_isLeftOut_whenAnotherDoes() {
    Rendered rendered = rendered(stack("prom"), prometheus("quiet", "{ruleSelector: {}}"));

    // The quiet one looks for rules in its own namespace only, so both find them there.
    assertThat(rendered.documents())
        .extracting(document -> document.key().namespace())
        .containsExactly("fleetgate", "monitoring");
  }

  @Test
  void document_carriesRevisionAndAHashOverItsContent() {
    Document document = rendered(stack("prom")).documents().getFirst();
    Document other = rendered(stack("other")).documents().getFirst();

    assertThat(annotation(document, RulePackRenderer.REVISION_ANNOTATION))
        .isEqualTo(pack("http-service", "{}").revision())
        .isEqualTo(annotation(other, RulePackRenderer.REVISION_ANNOTATION));
    assertThat(annotation(document, RulePackRenderer.CONTENT_ANNOTATION))
        .isNotEqualTo(annotation(other, RulePackRenderer.CONTENT_ANNOTATION));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "no Prometheus object",
            List.of(),
            "Prometheus objects: none (expected: at least one;"
                + " install prometheus-operator with a Prometheus object)"),
        Arguments.of(
            "absent selector",
            List.of(prometheus("k8s", "{serviceMonitorSelector: {}}")),
            "Prometheus monitoring/k8s: ruleSelector is absent and selects nothing (expected:"
                + " a selector; set it to {} or to labels in the Prometheus object)"),
        Arguments.of(
            "contradiction",
            List.of(
                stack("one"),
                prometheus(
                    "two",
                    "{serviceMonitorSelector: {matchLabels: {release: two}},"
                        + " serviceMonitorNamespaceSelector: {}, ruleSelector: {},"
                        + " ruleNamespaceSelector: {}}")),
            "serviceMonitorSelector: label release, as asked for by monitoring/k8s and"
                + " monitoring/two (expected: labels that all of them select;"
                + " make the selectors agree)"),
        Arguments.of(
            "foreign namespaces only",
            List.of(
                prometheus(
                    "k8s",
                    """
                    serviceMonitorSelector: {}
                    serviceMonitorNamespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: apps}
                    ruleSelector: {}
                    """)),
            "serviceMonitorNamespaceSelector of Prometheus monitoring/k8s: selects neither"
                + " namespace fleetgate nor their own (expected: a namespace that all of them"
                + " select; select namespaces with label kubernetes.io/metadata.name: fleetgate"
                + " too)"),
        Arguments.of(
            "enforced label",
            List.of(
                prometheus(
                    "k8s",
                    """
                    serviceMonitorSelector: {}
                    ruleSelector: {}
                    enforcedNamespaceLabel: namespace
                    excludedFromEnforcement:
                    - group: monitoring.coreos.com
                      resource: servicemonitors
                      namespace: monitoring
                    """)),
            "Prometheus monitoring/k8s: enforcedNamespaceLabel is in force for PrometheusRule"
                + " monitoring/fleetgate-http-service (expected: none for this object; add group"
                + " monitoring.coreos.com, resource prometheusrules, namespace monitoring to"
                + " excludedFromEnforcement)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void pack_isRefused_whenItCannotBeSelected(
      String name, List<ChildPrometheus> all, String expected) {
    assertThat(RulePackRenderer.render(pack("http-service", "{}"), all))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problems()).containsExactly(expected));
  }

  private static Rendered rendered(ChildPrometheus... all) {
    return (Rendered) RulePackRenderer.render(pack("http-service", "{}"), List.of(all));
  }

  private static Map<String, String> labels(Document document) {
    return PrometheusObjects.labels(document.object());
  }

  private static String annotation(Document document, String name) {
    return document.object().textAt("metadata", "annotations", name).orElseThrow();
  }
}
