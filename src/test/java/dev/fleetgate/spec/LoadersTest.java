package dev.fleetgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Fleet.KubeconfigSource;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement.Approval;
import dev.fleetgate.rollout.RolloutSpec.Requirement.GateCheck;
import dev.fleetgate.rollout.RolloutSpec.Requirement.Soak;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each loader with every field written, and with as few as are legal.
final class LoadersTest {
  private final Problems problems = new Problems();

  private Document document(String kind, String spec) {
    Source source =
        new Source(
            "it.yaml",
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: %s
            metadata: {name: it}
            spec:
            """
                    .formatted(kind)
                + spec.indent(2));
    return Documents.read(source, problems).getFirst();
  }

  private Fleet fleet(String spec) {
    Fleet fleet = FleetLoader.load(document("Fleet", spec), problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return fleet;
  }

  private MetricSpec metric(String spec) {
    GateSpec gate = GateLoader.load(document("Gate", spec), problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return gate.metrics().getFirst();
  }

  private RolloutSpec rollout(String spec) {
    Document document = document("FleetRollout", spec);
    RolloutSpec rollout =
        RolloutLoader.load(document, TestingTrigger::type, problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return rollout;
  }

  @Test
  void fleetWithEveryField_isRead() {
    Fleet fleet =
        fleet(
            """
            clusters:
            - kubeconfig: {path: a, contexts: ["eu-*"], labels: {ring: rest}}
              prometheus: {url: "http://{{cluster.labels.zone}}.example.org/"}
            - kubeconfig: {path: b, contexts: [us-1]}
            prometheus: {url: "https://{{ cluster.name }}.example.org/prometheus"}
            rulePacks: [fleetgate-core, http-service]
            reachability: {probes: 5, over: 1m}
            alertmanagers:
            - {tokenFile: eu.token, cluster: eu-1}
            - {tokenFile: all.token, label: cluster, clusters: ["eu-*", us-1]}
            grafana: {url: "https://grafana.example.org", datasourceUid: prometheus}
            """);
    assertThat(fleet.sources())
        .extracting(KubeconfigSource::path, KubeconfigSource::prometheusUrl)
        .containsExactly(
            tuple("a", "http://{{cluster.labels.zone}}.example.org"),
            tuple("b", "https://{{ cluster.name }}.example.org/prometheus"));
    assertThat(fleet.sources().getFirst().labels()).isEqualTo(Map.of("ring", "rest"));
    assertThat(fleet.rulePacks())
        .extracting(Fleet.PackRef::name)
        .containsExactly("fleetgate-core", "http-service");
    assertThat(fleet.reachability()).isEqualTo(new ProbePolicy(5, Duration.ofMinutes(1)));
    assertThat(fleet.alertmanagers())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
        .containsExactly(
            new AlertSource("eu.token", "eu-1", "", Set.of()),
            new AlertSource("all.token", "", "cluster", Set.of("eu-*", "us-1")));
    assertThat(fleet.grafanaUrl()).isEqualTo("https://grafana.example.org");
    assertThat(fleet.grafanaDatasource()).isEqualTo("prometheus");
  }

  @Test
  void fleetWithTheLeast_hasTheDefaults() {
    Fleet fleet =
        fleet(
            """
            clusters:
            - kubeconfig: {path: a, contexts: ["*"]}
              prometheus: {url: "http://localhost:9090"}
            """);
    assertThat(fleet.reachability()).isEqualTo(ProbePolicy.DEFAULT);
    assertThat(fleet.rulePacks()).isEmpty();
    assertThat(fleet.alertmanagers()).isEmpty();
    assertThat(fleet.grafanaUrl()).isEmpty();
  }

  @Test
  void gateWithEveryField_isRead() {
    String spec =
        """
        args: [{name: service}, {name: job, value: ""}]
        require: all
        metrics:
        - name: ratio
          query: |
            errors / requests
          successCondition: value < 0.01
          failureCondition: value > 0.05
          initialDelay: 10s
          interval: 30s
          count: 10
          failureLimit: 1
          inconclusiveLimit: 2
          consecutiveErrorLimit: 0
          noData: fail
          maxAge: 5m
          looksBack: {"job:errors:rate1h": 1h}
        """;
    GateSpec gate = GateLoader.load(document("Gate", spec), problems).orElseThrow();
    assertThat(gate.args()).extracting(GateArg::name).containsExactly("service", "job");
    assertThat(gate.args()).extracting(GateArg::required).containsExactly(true, false);
    MetricSpec metric = gate.metrics().getFirst();
    assertThat(metric.query().value()).isEqualTo("errors / requests\n");
    assertThat(metric.query().at().line()).isEqualTo(9);
    assertThat(metric.schedule())
        .isEqualTo(new MetricSpec.Schedule(Duration.ofSeconds(10), Duration.ofSeconds(30), 10));
    assertThat(metric.limits())
        .isEqualTo(
            new MetricSpec.Limits(
                MetricSpec.Limit.of(1), MetricSpec.Limit.of(2), MetricSpec.Limit.of(0)));
    assertThat(metric.noData()).isEqualTo(MetricSpec.NoData.FAIL);
    assertThat(metric.maxAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(metric.looksBack()).isEqualTo(Map.of("job:errors:rate1h", Duration.ofHours(1)));
  }

  @Test
  void gateWithTheLeast_hasTheDefaults() {
    MetricSpec metric = metric("metrics: [{name: m, query: up, successCondition: value == 1}]");
    assertThat(metric.schedule()).isEqualTo(MetricSpec.Schedule.ONCE);
    assertThat(metric.limits()).isEqualTo(MetricSpec.Limits.DEFAULT);
    assertThat(metric.noData()).isEqualTo(MetricSpec.NoData.WAIT);
    assertThat(metric.maxAge()).isEqualTo(MetricSpec.DEFAULT_MAX_AGE);
    assertThat(metric.failureCondition().value()).isEmpty();
  }

  @Test
  void waveWithEveryField_isRead() {
    RolloutSpec rollout =
        rollout(
            """
            change: {id: a-2, from: a-1}
            selector: {matchLabels: {fleet: retail}}
            unmatched: ignore
            waves:
            - name: canary
              selector: {matchExpressions: [{key: ring, operator: NotIn, values: [rest]}]}
              orderBy: {label: order}
              maxConcurrency: 10%
              budget: {maxFailed: 1, maxUnreachable: 5%, minSucceeded: 90%}
              before: [{approval: {timeout: 1h, onTimeout: halt}}]
              after: [{soak: 15m}, {gate: {name: slo, args: {service: shop}}}, {gate: base}]
            phases: [{name: p, trigger: {job: {}}}]
            onBreach: {action: rollback, scope: run}
            onAlert: [{matchers: ['severity="page"', 'team=~"a|b"'], action: abort}]
            """);
    WaveSpec wave = rollout.waves().getFirst();
    assertThat(rollout.change()).isEqualTo(new RolloutSpec.Change("a-2", "a-1"));
    assertThat(rollout.selector()).isEqualTo(LabelSelector.ofLabels(Map.of("fleet", "retail")));
    assertThat(rollout.unmatched()).isEqualTo(RolloutSpec.Unmatched.IGNORE);
    assertThat(rollout.onBreach()).isEqualTo(new OnBreach(Response.ROLLBACK, Scope.RUN));
    assertThat(rollout.onAlert().getFirst().matchers()).hasSize(2);
    assertThat(rollout.onAlert().getFirst().action()).isEqualTo(Response.ABORT);
    assertThat(wave.selector().matches(Map.of("ring", "rest"))).isFalse();
    assertThat(wave.selector().matches(Map.of("ring", "canary"))).isTrue();
    assertThat(wave.orderByLabel()).isEqualTo("order");
    assertThat(wave.maxConcurrency()).isEqualTo(Amount.percent(10));
    assertThat(wave.budget())
        .isEqualTo(new Budget(Amount.of(1), Amount.percent(5), Amount.percent(90)));
    assertThat(wave.before()).containsExactly(new Approval(Duration.ofHours(1), OnTimeout.HALT));
    assertThat(wave.after())
        .containsExactly(
            new Soak(Duration.ofMinutes(15)),
            new GateCheck(new GateRef("slo", Map.of("service", "shop"))),
            new GateCheck(new GateRef("base", Map.of())));
  }

  @Test
  void phaseWithEveryField_isRead() {
    RolloutSpec rollout =
        rollout(
            """
            change: {id: a-2}
            selector: {}
            waves: [{name: all, selector: {}}]
            phases:
            - name: p
              trigger: {job: {namespace: x}}
              undo: none
              gate: {name: g}
              timeout: 1m
              settle: 2m
              gateTimeout: 3m
              retries: 4
              unreachableGrace: 5m
              acceptNoUndo: true
              undoTimeout: 6m
            """);
    PhaseSpec phase = rollout.phases().getFirst();
    assertThat(phase.trigger().asNode().textAt("job", "namespace")).contains("x");
    assertThat(phase.undo()).isEqualTo(Undo.NONE);
    assertThat(phase.gate()).containsExactly(new GateRef("g", Map.of()));
    assertThat(List.of(phase.timeout(), phase.settle(), phase.gateTimeout()))
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3));
    assertThat(List.of(phase.unreachableGrace(), phase.undoTimeout()))
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(phase.retries()).isEqualTo(4);
    assertThat(phase.acceptNoUndo()).isTrue();
  }

  @Test
  void rolloutWithTheLeast_hasTheDefaults() {
    RolloutSpec rollout =
        rollout(
            """
            change: {id: a-2}
            selector: {}
            waves: [{name: all, selector: {}}]
            phases: [{name: p, trigger: {job: {}}}]
            """);
    WaveSpec wave = rollout.waves().getFirst();
    PhaseSpec phase = rollout.phases().getFirst();
    assertThat(rollout.unmatched()).isEqualTo(RolloutSpec.Unmatched.FAIL);
    assertThat(rollout.onBreach()).isEqualTo(OnBreach.DEFAULT);
    assertThat(wave.maxConcurrency()).isEqualTo(Amount.of(1));
    assertThat(wave.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(phase.undo()).isEqualTo(Undo.NATIVE);
    assertThat(phase.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(phase.gateTimeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(phase.settle()).isEqualTo(Duration.ZERO);
    assertThat(phase.retries()).isZero();
  }
}
