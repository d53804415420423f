package dev.fleetgate.rollout.form;

import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.spec.NodeJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which the stored state of a run can be damaged, beside those of every mapping.
final class FormRuleTest {
  private static String written() {
    return NodeJson.write(
        RolloutForm.write(
            new Documents()
                .wave(wave("w"))
                .phase(phase("one", TestingTrigger.deployment()))
                .onAlert("severity=\"page\"", Response.HALT)
                .start(1)));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of(FormRule.NOT_AN_INSTANT, "\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"noon\""),
        Arguments.of(
            FormRule.NOT_AN_ISO_DURATION,
            "\"probeInterval\":\"[^\"]*\"",
            "\"probeInterval\":\"9\""),
        Arguments.of(FormRule.NOT_A_NAME, "\"run\":\"[^\"]*\"", "\"run\":\"a/b\""),
        Arguments.of(FormRule.NOT_A_MATCHER, "\"matchers\":\\[[^\\]]*]", "\"matchers\":[\"page\"]"),
        Arguments.of(
            FormRule.OTHER_SCHEMA_VERSION, "\"schemaVersion\":[0-9]+", "\"schemaVersion\":99"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damagedState_isRefusedWithTheRule(FormRule rule, String from, String to) {
    String damaged = written().replaceFirst(from, to);
    assertThat(damaged).isNotEqualTo(written());
    Node node = NodeJson.read(damaged, "state");
    assertThatThrownBy(() -> RolloutForm.read(node, TestingTrigger::read))
        .isInstanceOfSatisfying(
            BadInputException.class,
            refused ->
                assertThat(refused.problems()).extracting(Problem::rule).containsExactly(rule));
  }
}
