package dev.fleetgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.TriggerKey.Direction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TriggerKeyTest {
  private static final String LABEL_VALUE = "([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?";

  private static TriggerKey key(String member, String phase, int attempt, Direction action) {
    return new TriggerKey(new RunId("r-1"), new ClusterId(member), phase, attempt, action);
  }

  private static Stream<TriggerKey> keys() {
    return Stream.of(
        key("eu-1", "app", 1, Direction.DO),
        key("eu-1", "app", 2, Direction.DO),
        key("eu-1", "app", 1, Direction.UNDO),
        key("eu-2", "app", 1, Direction.DO),
        key("eu-1", "apps", 1, Direction.DO),
        key("x".repeat(253), "p".repeat(63), 17, Direction.UNDO),
        key("a_b.c-d", "control-plane-and-then-all-the-node-groups-after-it", 1, Direction.DO),
        key("eu-1", "UPPER_case.phase", 1, Direction.DO),
        key("eu-1", "---", 1, Direction.DO));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void objectName_isADnsLabel(TriggerKey key) {
    assertThat(key.objectName()).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void labels_areLabelValues(TriggerKey key) {
    assertThat(key.labels().values()).allMatch(value -> value.matches(LABEL_VALUE));
    assertThat(key.labels().keySet())
        .containsExactlyInAnyOrder(
            "fleetgate.dev/rollout",
            "fleetgate.dev/cluster",
            "fleetgate.dev/phase",
            "fleetgate.dev/attempt",
            "fleetgate.dev/action",
            "fleetgate.dev/trigger");
  }

  @Test
  void differentKeys_haveDifferentNamesAndLabels() {
    Set<String> names = keys().map(TriggerKey::objectName).collect(Collectors.toSet());
    Set<Object> labels = keys().map(TriggerKey::labels).collect(Collectors.toSet());

    assertThat(names).hasSize((int) keys().count());
    assertThat(labels).hasSize((int) keys().count());
  }

  @Test
  void longValuesThatDifferAtTheEnd_haveDifferentLabels() {
    TriggerKey one = key("x".repeat(100) + "1", "app", 1, Direction.DO);
    TriggerKey two = key("x".repeat(100) + "2", "app", 1, Direction.DO);

    assertThat(one.labels().get("fleetgate.dev/cluster"))
        .isNotEqualTo(two.labels().get("fleetgate.dev/cluster"));
  }

  @Test
  void attemptsCountFromOne() {
    assertThatThrownBy(() -> key("eu-1", "app", 0, Direction.DO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempt: 0 (expected: >= 1)");
  }
}
