package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the simulated Prometheus answers, by hand-made rules over a Deployment that turns bad.
final class SimulatedPrometheusTest {
  private static final String MONITORING = "monitoring.coreos.com/v1";
  private static final String BAD = "shop:bad";

  private final SteppedClock clock = new SteppedClock();
  private final Instant start = clock.instant();
  private final ApiObjects objects = new ApiObjects("eu-1");
  private final SimulatedPrometheus prometheus =
      new SimulatedPrometheus(
          objects,
          new Traffic(start, "checkout", image -> image.equals(BAD) ? 0.2 : 0),
          clock,
          start);

  @BeforeEach
  void seed() {
    put(new ObjectKey("apps/v1", "deployments", "shop", "checkout"), deployment("shop:1"));
    put(
        new ObjectKey("v1", "services", "shop", "checkout"),
        Map.of("spec", Map.of("ports", List.of(Map.of("name", "http")))));
    put(
        new ObjectKey(MONITORING, "prometheuses", "monitoring", "k8s"),
        Map.of("spec", Map.of("ruleSelector", Map.of(), "serviceMonitorSelector", Map.of())));
    put(
        new ObjectKey(MONITORING, "servicemonitors", "shop", "checkout"),
        Map.of(
            "spec",
            Map.of(
                "namespaceSelector", Map.of("matchNames", List.of("shop")),
                "endpoints", List.of(Map.of("port", "http", "interval", "5s")))));
    put(
        new ObjectKey(MONITORING, "prometheusrules", "shop", "errors"),
        Map.of("spec", Map.of("groups", List.of(Map.of("name", "errors", "rules", rules())))));
    clock.pass(Duration.ofMinutes(3));
  }

  private static List<Map<String, String>> rules() {
    return List.of(
        Map.of(
            "record",
            "errors:rate1m",
            "expr",
            "sum by (service) (rate(http_requests_total{code=~\"5..\"}[1m]))"),
        Map.of("record", "broken", "expr", "histogram_quantile(0.9, http_requests_total)"),
        Map.of("alert", "Beats", "expr", "vector(1)"),
        Map.of("alert", "Errors", "expr", "errors:rate1m > 1", "for", "30s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2 * 3; 7",
        "vector(4) / 2; 2",
        "-vector(4); -4",
        "time() - min(timestamp(up)) < bool 6; 1",
        "count(http_requests_total); 1",
        "sum(rate(http_requests_total{code='200'}[1m])); 40",
        "sum(increase(http_requests_total[1m])) / 40 > bool 50; 1",
        "sum without (code) (http_requests_total) > bool 0; 1",
        "max_over_time(up[1m]); 1",
        "min(up) == 1; 1",
        "vector(1) and vector(2); 1",
        "vector(1) unless vector(2) or vector(3); 3",
        "sum(up offset 10s); 1",
        "up{namespace!~'shop'} or on() vector(9); 9"
      })
  void query_isEvaluated(String query, double expected) {
    JsonNode data = query(query).body().path("data");
    JsonNode pair =
        data.path("resultType").asText().equals("scalar")
            ? data.path("result")
            : data.at("/result/0/value");

    assertThat(pair.path(1).asDouble()).as(query).isEqualTo(expected, within(1e-9));
  }

  @Test
  void labelReplace_addsALabel_asTheTimeRuleAsks() {
    JsonNode result =
        query("label_replace(min(timestamp(up)), \"n\", \"0\", \"\", \"\") or vector(1)")
            .body()
            .at("/data/result");

    assertThat(result).hasSize(2);
    assertThat(result.at("/0/metric/n").asText()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node_cpu_seconds_total",
        "histogram_quantile(0.9, up)",
        "topk(1, up)",
        "up @ 100",
        "{job='checkout'}",
        "rate(up[1m:5s])",
        "up * on (service) group_left () up"
      })
  void query_thatIsNotSimulated_isAnErrorThatNamesIt(String query) {
    Told told = query(query);

    assertThat(told.status()).isEqualTo(400);
    assertThat(told.stranger()).isTrue();
    assertThat(told.body().path("errorType").asText()).isEqualTo("bad_data");
    assertThat(told.body().path("error").asText())
        .matches(".*(is not simulated|neither scraped nor recorded here).*");
  }

  @Test
  void recordedErrors_follow_theImage() {
    assertThat(query("errors:rate1m").body().at("/data/result")).isEmpty();

    put(new ObjectKey("apps/v1", "deployments", "shop", "checkout"), deployment(BAD));
    clock.pass(Workloads.ROLLOUT.plusSeconds(90));

    JsonNode result = query("errors:rate1m").body().at("/data/result");
    assertThat(result).hasSize(1);
    assertThat(result.at("/0/metric/service").asText()).isEqualTo("checkout");
    assertThat(result.at("/0/value/1").asDouble()).isEqualTo(8, within(1e-6));
  }

  @Test
  void alert_firesWhenItHasHeldLongEnough() {
    assertThat(alerts()).containsExactly("Beats firing");

    put(new ObjectKey("apps/v1", "deployments", "shop", "checkout"), deployment(BAD));
    clock.pass(Duration.ofSeconds(30));
    assertThat(alerts()).containsExactly("Beats firing", "Errors pending");

    clock.pass(Duration.ofSeconds(60));
    assertThat(alerts()).containsExactly("Beats firing", "Errors firing");
  }

  @Test
  void rule_thatIsNotSimulated_isUnhealthy() {
    JsonNode rules = ask("/api/v1/rules", Map.of()).body().at("/data/groups/0/rules");

    assertThat(rules.at("/0/health").asText()).isEqualTo("ok");
    assertThat(rules.at("/1/health").asText()).isEqualTo("err");
    assertThat(rules.at("/1/lastError").asText()).contains("histogram_quantile");
  }

  @Test
  void endpoint_thatIsNotSimulated_isAStranger() {
    assertThat(ask("/api/v1/query_range", Map.of()).stranger()).isTrue();
  }

  private List<String> alerts() {
    List<String> shown = new ArrayList<>();
    for (JsonNode alert : ask("/api/v1/alerts", Map.of()).body().at("/data/alerts")) {
      shown.add(alert.at("/labels/alertname").asText() + " " + alert.path("state").asText());
    }
    return shown;
  }

  private Told query(String query) {
    return ask("/api/v1/query", Map.of("query", query));
  }

  private Told ask(String path, Map<String, String> parameters) {
    return prometheus.answer(new Asked("GET", path, parameters, "", "", ""));
  }

  private void put(ObjectKey key, Map<String, ?> object) {
    objects.put(key, Json.object(object), clock.instant());
  }

  private static Map<String, Object> deployment(String image) {
    Map<String, Object> containers =
        Map.of("containers", List.of(Map.of("name", "checkout", "image", image)));
    return Map.of("spec", Map.of("template", Map.of("spec", containers)));
  }
}
