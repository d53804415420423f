package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.start.Rollouts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerStartTest {
  private static final Change CHANGE = new Change("c-1", "");

  @Test
  void misfits_areNone_whenEveryPlaceholderHasAValue() {
    assertThat(trigger("{{cluster.labels.zone}}").misfits(cluster(Map.of("zone", "z-1")), CHANGE))
        .isEmpty();
  }

  @Test
  void misfits_nameTheLabelThatTheClusterLacks() {
    assertThat(trigger("{{cluster.labels.zone}}").misfits(cluster(Map.of()), CHANGE))
        .extracting(Problem::rule)
        .containsExactly(TriggerRule.MISSING_CLUSTER_LABEL);
  }

  @Test
  void misfits_nameTheValueThatMakesNoNamespace() {
    assertThat(trigger("{{cluster.labels.zone}}").misfits(cluster(Map.of("zone", "Z 1")), CHANGE))
        .extracting(Problem::rule)
        .containsExactly(TriggerRule.NOT_A_NAMESPACE);
  }

  @Test
  void plan_isRefused_whenOneMemberLacksTheLabel_andNotForClustersOutside() {
    ChildCluster whole = cluster("eu-1", Map.of("ring", "a", "zone", "z"));
    ChildCluster lacking = cluster("eu-2", Map.of("ring", "a"));
    ChildCluster outside = cluster("us-1", Map.of("ring", "b"));

    assertThat(Rollouts.plan(request(), new Listing.Listed(List.of(whole, outside))))
        .isInstanceOf(Rollouts.Planned.class);
    assertThat(Rollouts.plan(request(), new Listing.Listed(List.of(whole, lacking))))
        .isInstanceOfSatisfying(
            Rollouts.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::sentence)
                    .containsExactly(
                        "rollout.yaml:9: label of cluster eu-2: \"zone\" missing"
                            + " (expected: a label that each selected cluster has; add it in the"
                            + " Fleet)"));
  }

  private static Rollouts.Request request() {
    Position at = new Position("rollout.yaml", 9, 1, "");
    WaveSpec wave =
        new WaveSpec(
            "all",
            LabelSelector.everything(),
            "",
            WaveSpec.DEFAULT_CONCURRENCY,
            Budget.DEFAULT,
            List.of(),
            List.of(),
            at);
    PhaseSpec phase =
        new PhaseSpec(
            "addons",
            trigger("{{cluster.labels.zone}}"),
            Undo.NATIVE,
            List.of(),
            PhaseSpec.DEFAULT_TIMEOUT,
            Duration.ZERO,
            PhaseSpec.DEFAULT_GATE_TIMEOUT,
            0,
            Duration.ZERO,
            false,
            PhaseSpec.DEFAULT_UNDO_TIMEOUT,
            at);
    RolloutSpec spec =
        new RolloutSpec(
            "addons-3",
            CHANGE,
            LabelSelector.ofLabels(Map.of("ring", "a")),
            Unmatched.FAIL,
            List.of(wave),
            List.of(phase),
            OnBreach.DEFAULT,
            List.of(),
            at);
    return new Rollouts.Request(spec, Map.of(), Duration.ofSeconds(10), Actor.unverified(""));
  }

  private static KubernetesTrigger trigger(String namespace) {
    return new DeploymentTrigger(
        namespace, "web", new DeploymentTrigger.Images(Map.of("web", "w:{{change.id}}")));
  }

  private static ChildCluster cluster(Map<String, String> labels) {
    return cluster("eu-1", labels);
  }

  private static ChildCluster cluster(String name, Map<String, String> labels) {
    return new ChildCluster(
        new ClusterId(name), labels, "kubeconfig", name, URI.create("http://localhost"));
  }
}
