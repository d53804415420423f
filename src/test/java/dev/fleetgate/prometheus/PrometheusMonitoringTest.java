package dev.fleetgate.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rules.PrometheusObserver;
import dev.fleetgate.rules.PrometheusObserver.NoVector;
import dev.fleetgate.rules.PrometheusObserver.Question;
import dev.fleetgate.rules.PrometheusObserver.Seen;
import dev.fleetgate.rules.PrometheusObserver.Unseen;
import dev.fleetgate.rules.PrometheusObserver.Vector;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusMonitoringTest {
  private static final List<String> ALL =
      List.of("runtimeinfo", "scrape-pools", "targets", "rules", "alerts", "one-series");

  private final Vertx vertx = Vertx.vertx();
  private final InstantSource clock =
      InstantSource.fixed(
          ZonedDateTime.parse(RecordedPrometheus.DATE, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant());
  private final PrometheusClient client = new PrometheusClient(vertx, clock, clock);

  @AfterEach
  void close() {
    client.close();
    RecordedPrometheus.await(vertx.close());
  }

  @Test
  void observation_holdsEveryAnswer() {
    Seen seen = (Seen) observe(ALL);

    assertThat(seen.reloaded()).isTrue();
    assertThat(seen.pools()).isNotEmpty();
    assertThat(seen.targets()).isNotEmpty();
    assertThat(seen.groups()).isNotEmpty().allMatch(group -> !group.rules().isEmpty());
    assertThat(seen.alerts()).isNotEmpty();
    assertThat(seen.answers().get("up")).isInstanceOf(Vector.class);
  }

  @Test
  void query_isAskedAtPrometheusTime() {
    try (var prometheus =
        new RecordedPrometheus(
            vertx,
            ALL.stream()
                .map(name ->
                    RecordedPrometheus.recording(name)
                        .with("Date", "Sat, 21 Nov 2026 11:45:12 GMT"))
                .toList())) {
      observe(prometheus);

      assertThat(prometheus.asked().getLast().form())
          .containsEntry("time", clock.instant().getEpochSecond() + 120 + ".000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void observation_isUnseen_whenADocumentIsMissing(int document) {
    for (String trouble : List.of("not-ready", "bad-data", "warnings", "wrong-prefix")) {
      List<String> answers = new ArrayList<>(ALL);
      answers.set(document, trouble);

      assertThat(observe(answers)).as(trouble).isInstanceOf(Unseen.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-ready", "bad-data", "warnings", "execution-error"})
  void answer_isNoVector_whenTheQueryIsNotAnswered(String trouble) {
    List<String> answers = new ArrayList<>(ALL);
    answers.set(5, trouble);

    assertThat(((Seen) observe(answers)).answers().get("up")).isInstanceOf(NoVector.class);
  }

  @Test
  void emptyVector_isReportedAsEmpty() {
    List<String> answers = new ArrayList<>(ALL);
    answers.set(5, "empty-vector");

    assertThat(((Seen) observe(answers)).answers().get("up")).isEqualTo(new Vector(List.of()));
  }

  @Test
  void answer_isNoVector_whenPrometheusDoesNotTellItsTime() {
    List<RecordedPrometheus.Recording> answers =
        ALL.stream().map(name -> RecordedPrometheus.recording(name).without("Date")).toList();
    try (var prometheus = new RecordedPrometheus(vertx, answers)) {
      assertThat(((Seen) observe(prometheus)).answers().get("up")).isInstanceOf(NoVector.class);
    }
  }

  private PrometheusObserver.Observation observe(List<String> answers) {
    try (var prometheus = new RecordedPrometheus(vertx, answers.toArray(String[]::new))) {
      return observe(prometheus);
    }
  }

  private PrometheusObserver.Observation observe(RecordedPrometheus prometheus) {
    ChildCluster cluster =
        new ChildCluster(new ClusterId("eu-3"), Map.of(), "kubeconfig", "eu-3", prometheus.url());
    return new PrometheusMonitoring(client, clock, Duration.ofSeconds(20))
        .observe(cluster, new Question(Set.of("pool"), List.of("up")));
  }
}
