package dev.fleetgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BundleLoaderTest {
  private static final String ROLLOUT =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: FleetRollout
      metadata: {name: addons}
      spec:
        change: {id: addons-3.12}
        selector: {}
        waves: [{name: all, selector: {}}]
        phases: [{name: addons, trigger: {job: {}}, gate: health}]
      """;

  private final Problems problems = new Problems();

  private static Source gate(String file, String name, String query) {
    return new Source(
        file,
        """
        apiVersion: fleetgate.dev/v1alpha1
        kind: Gate
        metadata: {name: %s}
        spec: {metrics: [{name: m, query: "%s", successCondition: value == 1}]}
        """
            .formatted(name, query));
  }

  private Bundle load(Inputs inputs, Source... shippedGates) {
    return BundleLoader.of(TestingTrigger::type, Inputs.of(shippedGates)).load(inputs, problems);
  }

  private static String query(GateSpec gate) {
    return gate.metrics().getFirst().query().value();
  }

  @Test
  void gate_isLookedUpInFilesGivenThenBesideThenShipped() {
    Source rollout = new Source("r.yaml", ROLLOUT);
    Source given = gate("g.yaml", "health", "given");
    Source beside = gate("gates/h.yaml", "health", "beside");
    Source shipped = gate("shipped.yaml", "health", "shipped");

    Inputs all = new Inputs(List.of(rollout, given), List.of(), List.of(beside), Map.of());
    Inputs two = new Inputs(List.of(rollout), List.of(), List.of(beside), Map.of());
    assertThat(load(all, shipped).shelf().find("health").map(BundleLoaderTest::query))
        .contains("given");
    assertThat(load(two, shipped).shelf().find("health").map(BundleLoaderTest::query))
        .contains("beside");
    assertThat(
            load(Inputs.of(rollout), shipped).shelf().find("health").map(BundleLoaderTest::query))
        .contains("shipped");
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void gateThatNobodyWrote_isReportedAtItsLine() {
    load(Inputs.of(new Source("r.yaml", ROLLOUT)), gate("shipped.yaml", "healthy", "up"));
    assertThat(problems.list())
        .extracting(Problem::sentence)
        .containsExactly(
            "r.yaml:8: gate: \"health\" (expected: the name of a gate that is given or shipped; did"
                + " you mean healthy?)");
  }

  @Test
  void problemsOfAllFiles_areReportedTogether() {
    load(
        Inputs.of(
            new Source("a.yaml", "a: [\n"),
            new Source("b.yaml", "kind: Fleet\n"),
            new Source("c.yaml", "x: yes\n")));
    assertThat(problems.list())
        .extracting(problem -> problem.at().source())
        .contains("a.yaml", "b.yaml", "c.yaml");
  }

  @Test
  void documentsOfOthersBelowAFolder_areCountedAndPassedOver() {
    Source mixed =
        new Source(
            "mixed.yaml",
            "apiVersion: v1\nkind: ConfigMap\ndata: {}\n---\n" + gate("", "health", "up").text());
    Bundle bundle = load(new Inputs(List.of(), List.of(mixed), List.of(), Map.of()));
    assertThat(problems.list()).isEmpty();
    assertThat(bundle.foreign()).isEqualTo(1);
    assertThat(bundle.documents()).isEqualTo(1);
    assertThat(bundle.gates()).extracting(GateSpec::name).containsExactly("health");
  }

  @Test
  void documentsOfOthersInAFileGiven_areRefused() {
    load(Inputs.of(new Source("c.yaml", "apiVersion: v1\nkind: ConfigMap\n")));
    assertThat(problems.list())
        .extracting(Problem::rule)
        .containsExactly(SpecRule.UNKNOWN_API_VERSION, SpecRule.UNKNOWN_KIND);
  }

  @Test
  void ourKindWithAWrongVersionBelowAFolder_isRefusedAndNotPassedOver() {
    Source wrong = new Source("w.yaml", "apiVersion: fleetgate.dev/v2\nkind: Thing\n");
    Source bare = new Source("b.yaml", "kind: Gate\n");
    load(new Inputs(List.of(), List.of(wrong, bare), List.of(), Map.of()));
    assertThat(problems.list())
        .extracting(Problem::rule)
        .contains(SpecRule.UNKNOWN_API_VERSION, SpecRule.UNKNOWN_KIND);
    assertThat(problems.list()).extracting(p -> p.at().source()).contains("b.yaml");
  }

  @Test
  void jsonFile_isReadAsJson() {
    Source json =
        new Source(
            "g.json",
            """
            {"apiVersion": "fleetgate.dev/v1alpha1", "kind": "Gate", "metadata": {"name": "g"},
             "spec": {"metrics": [
               {"name": "m", "query": "up", "successCondition": "value == 1", "intervall": "5s"}]}}
            """);
    load(Inputs.of(json));
    assertThat(problems.list())
        .extracting(Problem::sentence)
        .singleElement()
        .asString()
        .startsWith("g.json:3: intervall: unknown field")
        .endsWith("did you mean interval?)");
  }

  @Test
  void shippedGateThatCannotBeRead_isAFaultOfTheProgram() {
    assertThatThrownBy(
            () -> load(Inputs.of(gate("g.yaml", "g", "up")), new Source("shipped.yaml", "kind: x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("shipped: shipped.yaml:1: ");
  }
}
