package dev.fleetgate.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrometheusMeasurementsTest {
  /// Prometheus's `Date` is 11:43:12: it is 3 s ahead.
  private static final Instant NOW = Instant.parse("2026-11-21T11:43:09Z");

  private static final String TIME = "1795261392.000";

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusClient client =
      new PrometheusClient(vertx, InstantSource.fixed(NOW), InstantSource.fixed(NOW));
  private final PrometheusMeasurements source =
      new PrometheusMeasurements(client, InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    client.close();
    RecordedPrometheus.await(vertx.close());
  }

  private static MeasurementSource.Request request(URI base) {
    return new MeasurementSource.Request(
        new ClusterId("eu-3"), base, "a / b", List.of("a", "b"), Duration.ofSeconds(20));
  }

  private Measurement.Outcome measured(String... recordings) {
    try (var prometheus = new RecordedPrometheus(vertx, recordings)) {
      return source.measure(request(prometheus.url())).outcome();
    }
  }

  @Test
  void measurement_carriesValueTimesAndClock() {
    assertThat(measured("buildinfo", "oldest", "one-series"))
        .isEqualTo(
            new Measurement.Answered(
                List.of(new Sample(Map.of(), 1.25)),
                List.of(Optional.empty(), Optional.of(Instant.parse("2026-11-21T11:42:05Z"))),
                List.of(),
                new Measurement.Clock(NOW.plusSeconds(3), Duration.ofSeconds(3), Duration.ZERO)));
  }

  @Test
  void sampleTimes_areAskedBeforeTheValue_atOneTime() {
    try (var prometheus =
        new RecordedPrometheus(vertx, "buildinfo", "oldest", "one-series", "oldest", "nan")) {
      var first = source.measure(request(prometheus.url()));
      var second = source.measure(request(prometheus.url()));
      assertThat(first.outcome()).isInstanceOf(Measurement.Answered.class);
      assertThat(second.outcome()).isInstanceOf(Measurement.Answered.class);
      assertThat(prometheus.asked())
          .extracting(asked -> asked.target() + " " + asked.form().getOrDefault("time", "-"))
          .containsExactly(
              "/api/v1/status/buildinfo -",
              "/api/v1/query " + TIME,
              "/api/v1/query " + TIME,
              "/api/v1/query " + TIME,
              "/api/v1/query " + TIME);
      assertThat(prometheus.asked())
          .extracting(asked -> asked.form().getOrDefault("query", ""))
          .containsSubsequence(PrometheusMeasurements.oldestQuery(List.of("a", "b")), "a / b");
    }
  }

  @Test
  void oldestQuery_asksForEverySelector() {
    assertThat(PrometheusMeasurements.oldestQuery(List.of("a", "b{c=\"d\"}")))
        .isEqualTo(
            "label_replace(min(timestamp(a)), \"fleetgate_selector\", \"0\", \"\", \"\")"
                + " or label_replace(min(timestamp(b{c=\"d\"})), \"fleetgate_selector\", \"1\","
                + " \"\", \"\")");
  }

  @Test
  void warningsOfEitherAnswer_areKept() {
    assertThat(measured("buildinfo", "warnings", "one-series"))
        .isInstanceOfSatisfying(
            Measurement.Answered.class, answered -> assertThat(answered.warnings()).isNotEmpty());
    assertThat(measured("buildinfo", "oldest", "warnings"))
        .isInstanceOfSatisfying(
            Measurement.Answered.class, answered -> assertThat(answered.warnings()).isNotEmpty());
  }

  @Test
  void trouble_isAnOutcome_whereverItComes() {
    assertThat(measured("not-ready")).isInstanceOf(Measurement.NotAnswered.class);
    assertThat(measured("buildinfo", "timeout")).isInstanceOf(Measurement.NotAnswered.class);
    assertThat(measured("buildinfo", "oldest", "execution-error"))
        .isInstanceOfSatisfying(
            Measurement.NotAnswered.class,
            lost -> assertThat(lost.reason()).isEqualTo(InconclusiveReason.QUERY_FAILED));
    assertThat(measured("buildinfo", "oldest", "bad-data")).isInstanceOf(Measurement.Refused.class);
    assertThat(measured("bad-data")).isInstanceOf(Measurement.NotAnswered.class);
  }

  @Test
  void clockThatIsNotTold_isClockSkew() {
    var silent = RecordedPrometheus.recording("one-series").without("Date");
    var buildinfo = RecordedPrometheus.recording("buildinfo");
    var oldest = RecordedPrometheus.recording("oldest");
    for (var answers :
        List.of(List.of(buildinfo.without("Date")), List.of(buildinfo, oldest, silent))) {
      try (var prometheus = new RecordedPrometheus(vertx, answers)) {
        assertThat(source.measure(request(prometheus.url())).outcome())
            .isInstanceOfSatisfying(
                Measurement.NotAnswered.class,
                lost -> assertThat(lost.reason()).isEqualTo(InconclusiveReason.CLOCK_SKEW));
      }
    }
  }

  @Test
  void clockThatIsWrong_isReportedAsItIs() {
    var early =
        RecordedPrometheus.recording("one-series").with("Date", "Sat, 21 Nov 2026 11:33:09 GMT");
    var answers =
        List.of(
            RecordedPrometheus.recording("buildinfo"),
            RecordedPrometheus.recording("oldest"),
            early);
    try (var prometheus = new RecordedPrometheus(vertx, answers)) {
      assertThat(source.measure(request(prometheus.url())).outcome())
          .isInstanceOfSatisfying(
              Measurement.Answered.class,
              answered -> assertThat(answered.clock().skew()).isEqualTo(Duration.ofMinutes(-10)));
    }
  }
}
