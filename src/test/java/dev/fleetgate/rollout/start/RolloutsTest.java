package dev.fleetgate.rollout.start;

import static dev.fleetgate.rollout.Documents.after;
import static dev.fleetgate.rollout.Documents.before;
import static dev.fleetgate.rollout.Documents.budget;
import static dev.fleetgate.rollout.Documents.cluster;
import static dev.fleetgate.rollout.Documents.concurrency;
import static dev.fleetgate.rollout.Documents.phase;
import static dev.fleetgate.rollout.Documents.undo;
import static dev.fleetgate.rollout.Documents.wave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Rule;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.TestingTrigger;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Semantics: what is refused at start, and the plan in numbers.
final class RolloutsTest {
  private static final ChildCluster ONE = cluster("w-1", Map.of("wave", "w"));

  private static Documents good() {
    return new Documents().wave(wave("w")).phase(phase("app", TestingTrigger.deployment()));
  }

  private static Documents waves(WaveSpec... waves) {
    Documents documents = new Documents().phase(phase("app", TestingTrigger.deployment()));
    Arrays.stream(waves).forEach(documents::wave);
    return documents;
  }

  private static RolloutSpec withAlert(AlertRule rule) {
    RolloutSpec spec = good().spec();
    return new RolloutSpec(
        spec.name(),
        spec.change(),
        spec.selector(),
        spec.unmatched(),
        spec.waves(),
        spec.phases(),
        spec.onBreach(),
        List.of(rule),
        spec.at());
  }

  private static Stream<Arguments> documents() {
    GateRef unknown = new GateRef("nowhere", Map.of());
    return Stream.of(
        Arguments.of(StartRule.NO_WAVES, waves().spec()),
        Arguments.of(StartRule.NO_PHASES, new Documents().wave(wave("w")).spec()),
        Arguments.of(StartRule.BAD_NAME, waves(wave("Über")).spec()),
        Arguments.of(StartRule.DUPLICATE_WAVE, waves(wave("w"), wave("w")).spec()),
        Arguments.of(
            StartRule.DUPLICATE_PHASE,
            good().phase(phase("app", TestingTrigger.deployment())).spec()),
        Arguments.of(
            StartRule.ZERO_CONCURRENCY, waves(concurrency(wave("w"), Amount.of(0))).spec()),
        Arguments.of(
            StartRule.ZERO_TIMEOUT,
            waves(before(wave("w"), new Requirement.Approval(Duration.ZERO, OnTimeout.REJECT)))
                .spec()),
        Arguments.of(
            StartRule.BUDGETS_CONTRADICT,
            waves(budget(wave("w"), Amount.percent(10), Amount.percent(1), Amount.percent(90)))
                .spec()),
        Arguments.of(
            StartRule.UNKNOWN_GATE,
            waves(after(wave("w"), new Requirement.GateCheck(unknown))).spec()),
        Arguments.of(
            StartRule.ALERT_RULE_WITHOUT_MATCHERS,
            withAlert(new AlertRule(List.of(), Response.HALT))),
        Arguments.of(
            StartRule.ROLLBACK_WITHOUT_UNDO,
            new Documents()
                .wave(wave("w"))
                .phase(phase("app", TestingTrigger.job()))
                .onBreach(Response.ROLLBACK, Scope.WAVE)
                .spec()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void badDocument_isRefusedByItsRule(StartRule rule, RolloutSpec spec) {
    List<Problem> problems = Rollouts.lint(spec, Documents.request(spec).gates());

    assertThat(problems).extracting(Problem::rule).containsOnly((Rule) rule);
    assertThat(Rollouts.plan(Documents.request(spec), new Listing.Listed(List.of(ONE))))
        .isInstanceOf(Rollouts.Refused.class);
  }

  private static Stream<Arguments> fleets() {
    ChildCluster stray = cluster("x-1", Map.of());
    Documents contradicting =
        waves(budget(wave("w"), Amount.of(1), Amount.of(0), Amount.percent(50)));
    return Stream.of(
        Arguments.of(
            StartRule.LISTING_FAILED,
            good().spec(),
            new Listing.ListingFailed(
                Position.start("fleet.yaml"), "kubeconfig", new Mismatch("gone", "yours"))),
        Arguments.of(StartRule.EMPTY_SELECTION, good().spec(), new Listing.Listed(List.of())),
        Arguments.of(
            StartRule.DUPLICATE_CLUSTER, good().spec(), new Listing.Listed(List.of(ONE, ONE))),
        Arguments.of(
            StartRule.EMPTY_WAVE,
            waves(wave("w"), wave("other")).spec(),
            new Listing.Listed(List.of(ONE))),
        Arguments.of(
            StartRule.UNMATCHED_CLUSTERS, good().spec(), new Listing.Listed(List.of(ONE, stray))),
        Arguments.of(
            StartRule.BUDGETS_CONTRADICT, contradicting.spec(), new Listing.Listed(List.of(ONE))));
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void badFleet_isRefusedByItsRule(StartRule rule, RolloutSpec spec, Listing listing) {
    assertThat(Rollouts.start(Documents.request(spec), listing, Documents.RUN, Documents.START))
        .isInstanceOfSatisfying(
            Rollouts.Refused.class,
            refused ->
                assertThat(refused.problems()).extracting(Problem::rule).containsOnly((Rule) rule));
  }

  @Test
  void fleetThatCannotBeListed_isRefusedAtThePieceThatIsToBlame() {
    Position at = new Position("fleet.yaml", 8, 1, "");
    Listing failed =
        new Listing.ListingFailed(at, "kubeconfig", new Mismatch("a: b is not there", "yours"));

    assertThat(Rollouts.plan(Documents.request(good().spec()), failed))
        .isInstanceOfSatisfying(
            Rollouts.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactly(
                        new Problem(
                            at,
                            StartRule.LISTING_FAILED,
                            "kubeconfig",
                            "a: b is not there",
                            "yours")));
  }

  @Test
  void gateTimeoutShorterThanTheGateNeeds_isRefusedWithBothNumbers() {
    RolloutSpec spec = good().spec();
    GateFigures slow = new GateFigures(Duration.ofMinutes(5), Duration.ofMinutes(2), 10);

    assertThat(Rollouts.lint(spec, Map.of("health", slow)))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.rule()).isEqualTo(StartRule.GATE_TIMEOUT_TOO_SHORT);
          assertThat(problem.found()).isEqualTo("20m");
          assertThat(problem.expected()).startsWith(">= 23m, which gate health needs");
        });
  }

  @Test
  void everyRule_hasACase() {
    Set<StartRule> cases =
        Stream.concat(documents(), fleets())
            .map(arguments -> (StartRule) arguments.get()[0])
            .collect(Collectors.toSet());
    cases.add(StartRule.GATE_TIMEOUT_TOO_SHORT);

    assertThat(cases).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(StartRule.class));
  }

  @Test
  void rollbackOverAPhaseThatChangesNothing_orAcceptsIt_isNotRefused() {
    Documents documents =
        new Documents()
            .wave(wave("w"))
            .phase(undo(phase("check", TestingTrigger.job()), Undo.NONE))
            .phase(Documents.tolerant(phase("app", TestingTrigger.job()), Duration.ZERO, true))
            .onBreach(Response.ROLLBACK, Scope.RUN);

    assertThat(Rollouts.lint(documents.spec(), Documents.request(documents.spec()).gates()))
        .isEmpty();
  }

  @Test
  void cluster_goesToTheFirstWaveThatSelectsIt_inTheOrderOfItsLabel() {
    WaveSpec ordered =
        new WaveSpec(
            "all",
            LabelSelector.everything(),
            "order",
            Amount.percent(50),
            new Budget(Amount.percent(40), Amount.of(0), Amount.of(0)),
            List.of(),
            List.of(),
            Position.unknown());
    RolloutSpec spec = waves(wave("w"), ordered).spec();
    List<ChildCluster> fleet =
        List.of(
            cluster("d", Map.of()),
            cluster("c", Map.of("order", "late")),
            cluster("b", Map.of("order", "10")),
            cluster("a", Map.of("order", "9")),
            cluster("e", Map.of("order", "9")),
            ONE);

    assertThat(Rollouts.plan(Documents.request(spec), new Listing.Listed(fleet)))
        .isInstanceOfSatisfying(
            Rollouts.Planned.class,
            planned -> {
              assertThat(planned.plan().waves().getFirst().members())
                  .containsExactly(new ClusterId("w-1"));
              assertThat(planned.plan().waves().get(1).members())
                  .extracting(ClusterId::value)
                  .containsExactly("a", "e", "b", "c", "d");
              assertThat(planned.plan().waves().get(1).limits().maxConcurrency()).isEqualTo(2);
              assertThat(planned.plan().waves().get(1).limits().maxFailed()).isEqualTo(2);
            });
  }

  @Test
  void unmatchedClusters_canBeIgnored() {
    RolloutSpec spec = good().spec();
    RolloutSpec ignoring =
        new RolloutSpec(
            spec.name(),
            spec.change(),
            spec.selector(),
            Unmatched.IGNORE,
            spec.waves(),
            spec.phases(),
            spec.onBreach(),
            spec.onAlert(),
            spec.at());
    Listing fleet = new Listing.Listed(List.of(ONE, cluster("x-1", Map.of())));

    assertThat(Rollouts.plan(Documents.request(ignoring), fleet))
        .isInstanceOfSatisfying(
            Rollouts.Planned.class,
            planned ->
                assertThat(planned.plan().unmatched()).containsExactly(new ClusterId("x-1")));
  }
}
