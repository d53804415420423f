package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.prometheus;
import static dev.fleetgate.rules.TestingPacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Sample;
import dev.fleetgate.rules.KubernetesObserver.SeenObject;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.PrometheusObserver.Answer;
import dev.fleetgate.rules.PrometheusObserver.NoVector;
import dev.fleetgate.rules.PrometheusObserver.SeenGroup;
import dev.fleetgate.rules.PrometheusObserver.SeenRule;
import dev.fleetgate.rules.PrometheusObserver.SeenTarget;
import dev.fleetgate.rules.PrometheusObserver.Vector;
import dev.fleetgate.rules.Proof.Broken;
import dev.fleetgate.rules.Proof.NotLooked;
import dev.fleetgate.rules.Proof.Proven;
import dev.fleetgate.rules.ProofLadder.Evidence;
import dev.fleetgate.rules.Rendering.Rendered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProofLadderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String POOL = "serviceMonitor/fleetgate/fleetgate-http-service/0";
  private static final SeenTarget UP = new SeenTarget(POOL, "http://10.0.0.1/metrics", "up", "");

  private final Rendered rendered = TestingSeen.rendered("http-service");

  private ChildPrometheus prometheus = stack("prom");
  private List<SeenObject> objects = TestingSeen.objects(rendered);
  private List<ObjectChange> install = List.of();
  private boolean reloaded = true;
  private Set<String> pools = Set.of(POOL, "serviceMonitor/monitoring/other/0");
  private List<SeenTarget> targets = List.of(UP);
  private List<SeenGroup> groups = TestingSeen.groups(rendered);
  private Map<String, Answer> answers = new HashMap<>(TestingSeen.answers(rendered));

  @Test
  void everyRung_isProven_whenEverythingIsInEffect() {
    Proof proof = judge();

    assertThat(proof.broken()).isEmpty();
    assertThat(proof.holds(true)).isTrue();
    assertThat(proof.steps())
        .allSatisfy(step -> assertThat(step.result()).isInstanceOf(Proven.class));
    assertThat(((Proven) proof.step(Rung.ACCEPTED).result()).evidence())
        .contains("ServiceMonitor fleetgate/fleetgate-http-service at resourceVersion 7");
  }

  @Test
  void laterRungs_areNotLookedAt_afterABreak() {
    reloaded = false;
    Proof proof = judge();

    assertThat(proof.holds(false)).isFalse();
    assertThat(proof.step(Rung.SELECTED).result()).isInstanceOf(Proven.class);
    for (Rung rung : List.of(Rung.RULES_HEALTHY, Rung.SENTINEL, Rung.ALERTS)) {
      assertThat(proof.step(rung).result()).isEqualTo(new NotLooked(Rung.RELOADED));
    }
  }

  @Test
  void accepted_breaks_whenTheApiServerDoesNotAnswer() {
    Evidence evidence =
        new Evidence(new KubernetesObserver.Unseen("cluster eu-1: no answer"), seen(), List.of());

    assertThat(ProofLadder.judge(rendered, evidence, NOW).sentence())
        .hasValueSatisfying(
            text -> assertThat(text).contains("rung accepted: cluster eu-1: no answer"));
  }

  @Test
  void accepted_breaks_whenAnObjectIsMissing() {
    objects = List.of(objects.getFirst());

    assertBroken(
        Rung.ACCEPTED,
        "PrometheusRule fleetgate/fleetgate-http-service: not there",
        "fleetgate rules apply");
  }

  @Test
  void accepted_breaks_withTheRefusal_whenTheApiServerRefusedTheObject() {
    objects = List.of(objects.getFirst());
    ObjectKey refused = rendered.documents().getLast().key();
    install = List.of(new ObjectChange(refused.toString(), Change.REFUSED, "422 not valid"));

    assertBroken(Rung.ACCEPTED, "422 not valid", "repair the pack");
  }

  @Test
  void accepted_breaks_whenOthersChangedTheSpec() {
    changeFirst(object -> object.with("spec", Node.object()));

    assertBroken(Rung.ACCEPTED, "changed by others at spec.", "stop who changes it");
  }

  @Test
  void accepted_breaks_whenTheObjectIsOfAnotherRevision() {
    Node.Obj marked =
        Node.object()
            .with("annotations", Node.object().with("fleetgate.dev/revision", Node.text("old")));
    changeFirst(object -> object.with("metadata", marked));

    assertBroken(Rung.ACCEPTED, "revision \"old\"", "the pinned revision");
  }

  @Test
  void selected_breaks_whenTheSelectorWantsAnotherLabel() {
    prometheus = stack("renamed");

    assertBroken(
        Rung.SELECTED,
        "no Prometheus object selects it: labels {fleetgate.dev/pack=http-service, release=prom}",
        "Prometheus monitoring/k8s wants labels release=renamed in namespaces with labels"
            + " of any kind");
  }

  @Test
  void selected_breaks_whenTheNamespaceIsNotSelected() {
    prometheus = prometheus("k8s", "{serviceMonitorSelector: {}, ruleSelector: {}}");

    assertBroken(Rung.SELECTED, "no Prometheus object selects it", "in namespace monitoring");
  }

  @Test
  void selected_breaks_whenThePrometheusIsPaused() {
    prometheus =
        prometheus(
            "k8s",
            """
            paused: true
            serviceMonitorSelector: {}
            serviceMonitorNamespaceSelector: {}
            ruleSelector: {}
            ruleNamespaceSelector: {}
            """);

    assertBroken(Rung.SELECTED, "Prometheus monitoring/k8s: paused", "remove spec.paused");
  }

  @Test
  void reloaded_breaks_whenPrometheusIsDown() {
    Evidence evidence =
        new Evidence(kubernetes(), new PrometheusObserver.Unseen("refused"), List.of());

    assertThat(ProofLadder.judge(rendered, evidence, NOW).sentence())
        .contains(
            "rule pack http-service: rung reloaded: Prometheus gave no answer: refused (expected:"
                + " an answer; see that Prometheus runs and that its address is right)");
  }

  @Test
  void reloaded_breaks_whenThePoolIsMissing_andSaysWhatTheOperatorSaid() {
    pools = Set.of();
    SeenObject first = objects.getFirst();
    objects =
        List.of(
            new SeenObject(
                first.key(), first.object(), Map.of(), Optional.of("rejected: bad relabeling")),
            objects.getLast());

    assertBroken(
        Rung.RELOADED,
        "scrape pool " + POOL + ": not in the configuration; the operator says: rejected",
        "within 3 minutes");
  }

  @Test
  void rules_break_whenTheGroupIsNotLoaded() {
    groups = List.of();

    assertBroken(Rung.RULES_HEALTHY, "fleetgate-http-service-sentinel: not loaded", "operator");
  }

  @Test
  void rules_break_whenTheGroupIsOfAnotherObject() {
    groups =
        groups.stream()
            .map(group -> new SeenGroup("/rules/a-b-other.yaml", group.name(), group.rules()))
            .toList();

    assertBroken(Rung.RULES_HEALTHY, "not loaded", "correct the rule");
  }

  @Test
  void rules_break_whenOneFails() {
    groups = withRule(new SeenRule("r", true, "err", "many-to-many matching not allowed"));

    assertBroken(
        Rung.RULES_HEALTHY,
        "rule r: health err: many-to-many matching not allowed",
        "correct the expression");
  }

  @Test
  void rules_break_whileTheyAreNotEvaluatedYet() {
    groups = withRule(new SeenRule("r", true, "unknown", ""));

    assertBroken(Rung.RULES_HEALTHY, "health unknown", "wait for the first evaluation");
  }

  @Test
  void rules_break_whenOneIsMissing() {
    groups =
        groups.stream().map(group -> new SeenGroup(group.file(), group.name(), List.of())).toList();

    assertBroken(Rung.RULES_HEALTHY, "0 rules", "1; wait for the reload");
  }

  @Test
  void targets_break_whenThereIsNone() {
    targets = List.of(new SeenTarget("serviceMonitor/monitoring/other/0", "u", "up", ""));

    assertBroken(Rung.TARGETS_UP, POOL + ": no target", "port name");
  }

  @Test
  void targets_break_whenOneIsDown() {
    targets = List.of(UP, new SeenTarget(POOL, "http://10.0.0.2/metrics", "down", "HTTP 404"));

    assertBroken(Rung.TARGETS_UP, "http://10.0.0.2/metrics: down: HTTP 404", "answers");
  }

  @Test
  void series_break_whenThereAreNone() {
    answerAll(new Vector(List.of()));

    assertBroken(Rung.SERIES_FRESH, "http_requests_total{namespace=\"default\"}: none", "exposes");
  }

  @Test
  void series_break_whenTheyAreStale() {
    answerAll(new Vector(List.of(new Sample(Map.of(), 121))));

    assertBroken(Rung.SERIES_FRESH, "oldest sample is 2m1s old", "at most 2m");
  }

  @Test
  void series_break_whenTheAgeIsNoNumber() {
    answerAll(new Vector(List.of(new Sample(Map.of(), Double.NaN))));

    assertBroken(Rung.SERIES_FRESH, "NaN", "at most 2m");
  }

  @Test
  void series_break_whenTheAnswerIsPartial() {
    answerAll(new NoVector("warning: a store is down"));

    assertBroken(Rung.SERIES_FRESH, "warning: a store is down", "an answer");
  }

  @Test
  void series_break_whenNobodyAsked() {
    answers = Map.of();

    assertBroken(Rung.SERIES_FRESH, "the query was not asked", "an answer");
  }

  @Test
  void sentinel_breaks_whenAnotherRevisionAnswers() {
    answerSentinel("0000", 1);

    assertBroken(Rung.SENTINEL, "revision 0000", "revision " + rendered.pack().revision());
  }

  @Test
  void sentinel_breaks_whenItIsStale() {
    answerSentinel(rendered.pack().revision(), 300);

    assertBroken(Rung.SENTINEL, "5m old", "at most 2m");
  }

  @Test
  void alerts_break_whenTheHeartbeatDoesNotFire_andOnlyWhereAlertsCount() {
    Proof silent = core(List.of());
    Proof beating = core(List.of(new FiringAlert(Map.of("alertname", "FleetgateHeartbeat"), NOW)));

    assertThat(silent.broken().orElseThrow().rung()).isEqualTo(Rung.ALERTS);
    assertThat(silent.holds(false)).isTrue();
    assertThat(silent.holds(true)).isFalse();
    assertThat(beating.holds(true)).isTrue();
  }

  @Test
  void since_isKept_whileARungIsFoundTheSame() {
    Proof former = judge();
    reloaded = false;
    Proof later = judgeAt(NOW.plusSeconds(60)).after(former);

    assertThat(later.step(Rung.ACCEPTED).since()).isEqualTo(NOW);
    assertThat(later.step(Rung.RELOADED).since()).isEqualTo(NOW.plusSeconds(60));
    assertThat(judgeAt(NOW.plusSeconds(90)).after(later).step(Rung.RELOADED).since())
        .isEqualTo(NOW.plusSeconds(60));
  }

  private Proof refused(KubernetesObserver.Seen seen) {
    Rendering.Refused refused = new Rendering.Refused(List.of("ruleSelector: absent"));
    return ProofLadder.refused(rendered.pack(), refused, seen, NOW);
  }

  @Test
  void refusedRendering_isABreakOfAccepted_whileNothingIsThere() {
    KubernetesObserver.Seen nothing =
        new KubernetesObserver.Seen(List.of(TestingPacks.stack("prom")), List.of());

    assertThat(refused(nothing).sentence())
        .hasValueSatisfying(
            text -> assertThat(text).contains("accepted: nothing was sent: ruleSelector: absent"));
  }

  @Test
  void refusedRendering_isABreakOfSelected_withLabelAndSelector_whenTheObjectsAreThere() {
    KubernetesObserver.Seen other =
        new KubernetesObserver.Seen(List.of(TestingPacks.stack("other")), objects);
    Proof proof = refused(other);

    assertThat(proof.step(Rung.ACCEPTED).result()).isInstanceOf(Proof.Proven.class);
    assertThat(proof.broken().orElseThrow().rung()).isEqualTo(Rung.SELECTED);
    assertThat(proof.sentence().orElseThrow())
        .contains("with labels {", "release=prom", "wants labels release=other in")
        .contains("nothing was sent: ruleSelector: absent");
    assertThat(proof.step(Rung.RELOADED).result()).isEqualTo(new Proof.NotLooked(Rung.SELECTED));
  }

  private void assertBroken(Rung rung, String found, String expected) {
    Proof proof = judge();

    assertThat(proof.broken().orElseThrow().rung()).isEqualTo(rung);
    Broken broken = (Broken) proof.step(rung).result();
    assertThat(broken.found()).contains(found);
    assertThat(broken.expected()).contains(expected);
    assertThat(proof.holds(false)).isFalse();
  }

  private Proof judge() {
    return judgeAt(NOW);
  }

  private Proof judgeAt(Instant now) {
    return ProofLadder.judge(rendered, new Evidence(kubernetes(), seen(), install), now);
  }

  private KubernetesObserver.Seen kubernetes() {
    return new KubernetesObserver.Seen(List.of(prometheus), objects);
  }

  private PrometheusObserver.Seen seen() {
    return new PrometheusObserver.Seen(reloaded, pools, targets, groups, answers, List.of());
  }

  private Proof core(List<FiringAlert> alerts) {
    Rendered core = TestingSeen.rendered("fleetgate-core");
    PrometheusObserver.Seen seen =
        new PrometheusObserver.Seen(
            true, Set.of(), List.of(), TestingSeen.groups(core), TestingSeen.answers(core), alerts);
    KubernetesObserver.Seen there =
        new KubernetesObserver.Seen(List.of(prometheus), TestingSeen.objects(core));
    return ProofLadder.judge(core, new Evidence(there, seen, List.of()), NOW);
  }

  private void changeFirst(java.util.function.UnaryOperator<Node.Obj> change) {
    SeenObject first = objects.getFirst();
    Node.Obj changed = change.apply(first.object());
    objects =
        List.of(
            new SeenObject(first.key(), changed, first.namespaceLabels(), Optional.empty()),
            objects.getLast());
  }

  private List<SeenGroup> withRule(SeenRule rule) {
    List<SeenGroup> changed = new ArrayList<>(groups);
    SeenGroup first = changed.getFirst();
    changed.set(0, new SeenGroup(first.file(), first.name(), List.of(rule)));
    return changed;
  }

  private void answerAll(Answer answer) {
    answers.replaceAll((_, _) -> answer);
  }

  private void answerSentinel(String revision, double age) {
    answers.put(
        PrometheusRungs.sentinelQuery(rendered.pack()),
        new Vector(List.of(new Sample(Map.of("revision", revision), age))));
  }
}
