package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.pack;
import static dev.fleetgate.rules.TestingPacks.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ResolvedPackTest {
  @Test
  void value_isPutIntoTexts() {
    ResolvedPack pack = pack("http-service", "{requests: hits_total, namespace: shop}");

    assertThat(pack.freshSeries()).first().isEqualTo("hits_total{namespace=\"shop\"}");
    assertThat(pack.objects().getLast().path("spec", "groups").orElseThrow().toString())
        .contains(
            "sum by (service) (rate(hits_total{namespace=\\\"shop\\\"}[1m]))".replace("\\", ""))
        .doesNotContain("{{params");
  }

  @Test
  void value_thatIsAMapping_takesTheWholeField() {
    ResolvedPack pack = pack("http-service", "{selector: {matchLabels: {app: web}}}");

    assertThat(pack.objects().getFirst().path("spec", "selector"))
        .contains(yaml("matchLabels: {app: web}"));
  }

  @Test
  void sentinel_carriesTheRevision() {
    ResolvedPack pack = pack("fleetgate-core", "{}");

    assertThat(PackedRules.rules(pack.objects().getFirst()))
        .filteredOn(PackedRules::isSentinel)
        .singleElement()
        .satisfies(rule -> assertThat(rule.textAt("labels", "revision")).contains(pack.revision()));
  }

  @Test
  void revision_isTheSame_forTheSameContent_andAnother_forAnotherValue() {
    String revision = pack("http-service", "{}").revision();

    assertThat(pack("http-service", "{}").revision()).isEqualTo(revision).matches("[0-9a-f]{16}");
    assertThat(pack("http-service", "{port: http}").revision()).isEqualTo(revision);
    assertThat(pack("http-service", "{port: web}").revision()).isNotEqualTo(revision);
    assertThat(pack("fleetgate-core", "{}").revision()).isNotEqualTo(revision);
  }

  @Test
  void value_thatMakesALookBackUnknown_isRefused() {
    assertThat(problems("{requests: 'job:requests:rate5m'}"))
        .startsWith(
            "test:18: expr of fleetgate:http_requests:rate1m: job:requests:rate5m is recorded")
        .contains("outside of the pack (expected: what is known to look back on");
  }

  @Test
  void value_thatBreaksThePattern_isRefused() {
    Problems problems = new Problems();
    var _ =
        ResolvedPack.of(
            TestingPacks.read("http-service"), (Node.Obj) yaml("{interval: 30s}"), problems);
    assertThat(problems.list())
        .extracting(Problem::rule)
        .containsExactly(RulePackRule.PARAMETER_VALUE);
    assertThat(problems("{interval: 30s}"))
        .isEqualTo(
            "test:1: parameter interval of http-service: \"30s\""
                + " (expected: a text that matches ([1-9]|1[0-5])s)");
  }

  @Test
  void value_ofAnotherTypeThanTheDefault_isRefused() {
    assertThat(problems("{selector: web}"))
        .contains("a value of the same type as the default, a mapping of 1");
  }

  @Test
  void value_ofNoParameter_isRefused() {
    assertThat(problems("{ports: web}")).contains("parameter ports: unknown parameter");
  }

  @Test
  void value_thatIsMissing_isRefused_whenThereIsNoDefault() {
    RulePack pack = TestingPacks.read("http-service");
    Node source = withoutDefault(pack);
    Problems problems = new Problems();
    RulePack needy = RulePack.read(source, pack.files(), problems);

    assertThat(ResolvedPack.of(needy, Node.object(), problems)).isEmpty();
    assertThat(problems.list())
        .extracting(Problem::rule)
        .containsExactly(RulePackRule.PARAMETER_MISSING);
  }

  @Test
  void content_readsBackAsTheSameRevision() {
    ResolvedPack pack = pack("http-service", "{port: web}");
    Problems problems = new Problems();

    assertThat(ResolvedPack.read(pack.content(), problems)).contains(pack);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void content_thatIsDamaged_isRefused() {
    Problems problems = new Problems();

    assertThat(ResolvedPack.read(pack("http-service", "{}").content().without("files"), problems))
        .isEmpty();
    assertThat(problems.list()).isNotEmpty();
  }

  @Test
  void recordedSeries_includeTheSentinel() {
    assertThat(pack("http-service", "{}").recorded())
        .containsEntry("fleetgate:http_error_ratio:rate1m", Duration.ofMinutes(1))
        .containsEntry("fleetgate_rulepack_info", Duration.ZERO);
  }

  private static String problems(String values) {
    Problems problems = new Problems();
    assertThat(
            ResolvedPack.of(TestingPacks.read("http-service"), (Node.Obj) yaml(values), problems))
        .isEmpty();
    return problems.list().getFirst().sentence();
  }

  private static Node withoutDefault(RulePack pack) {
    Node.Obj source = (Node.Obj) pack.source();
    Node.Obj spec = (Node.Obj) source.path("spec").orElseThrow();
    Node.Array parameters = (Node.Array) spec.path("parameters").orElseThrow();
    Node first = ((Node.Obj) parameters.items().getFirst()).without("default");
    var changed = new java.util.ArrayList<>(parameters.items());
    changed.set(0, first);
    return source.with("spec", spec.with("parameters", Node.array(changed)));
  }
}
