package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private static final Placeholders.Values VALUES =
      new Placeholders.Values(
          new ClusterId("eu-1"),
          Map.of("ring", "canary", "topology.kubernetes.io/region", "eu$1"),
          "addons-3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain                                            | plain",
        "{{cluster.name}}                                 | eu-1",
        "{{ cluster.name }}-{{change.id}}                 | eu-1-addons-3",
        "{{cluster.labels.ring}}                          | canary",
        "{{cluster.labels.topology.kubernetes.io/region}} | eu$1",
        "{{.metadata.name}} {{range .items}}              | {{.metadata.name}} {{range .items}}",
      })
  void replace_putsValuesInPlace(String written, String expected) {
    Problems problems = new Problems();

    assertThat(Placeholders.replace(Node.text(written), VALUES, problems))
        .isEqualTo(Node.text(expected));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void replace_reachesEveryTextAndNoKey() {
    Node tree = TestingTree.yaml("{'{{cluster.name}}': [1, true, null, {b: '{{change.id}}'}]}");

    assertThat(Placeholders.replace(tree, VALUES, new Problems()))
        .isEqualTo(TestingTree.yaml("{'{{cluster.name}}': [1, true, null, {b: addons-3}]}"));
  }

  @Test
  void replace_reportsALabelThatTheClusterLacks() {
    Problems problems = new Problems();
    Placeholders.replace(TestingTree.yaml("{a: '{{cluster.labels.zone}}'}"), VALUES, problems);

    assertThat(problems.list())
        .extracting(Problem::sentence)
        .containsExactly(
            "trigger.yaml /a: label of cluster eu-1: \"zone\" missing"
                + " (expected: a label that each selected cluster has; add it in the Fleet)");
  }

  @ParameterizedTest
  @CsvSource({"{{cluster.nmae}}, {{cluster.name}}", "{{change.ids}}, {{change.id}}"})
  void check_suggestsTheNearestPlaceholder(String written, String near) {
    Problems problems = new Problems();
    Placeholders.check(Node.text(written), problems);

    assertThat(problems.list())
        .extracting(Problem::expected)
        .singleElement()
        .asString()
        .endsWith("did you mean " + near + "?");
  }
}
