package dev.fleetgate.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PrometheusClientTest {
  private static final Instant NOW =
      ZonedDateTime.parse(RecordedPrometheus.DATE, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusClient client =
      new PrometheusClient(vertx, InstantSource.fixed(NOW), InstantSource.fixed(NOW), 20_000);

  @AfterEach
  void close() {
    client.close();
    RecordedPrometheus.await(vertx.close());
  }

  private <T> T against(String recording, Function<URI, T> question) {
    try (var prometheus = new RecordedPrometheus(vertx, recording)) {
      return question.apply(prometheus.url());
    }
  }

  private Reply<List<Sample>> query(URI base) {
    return client.query(base, "sum(x)", NOW, DEADLINE);
  }

  private static String said(Reply<?> reply) {
    return switch (reply) {
      case Reply.Got<?> got -> got.value() + " " + got.warnings();
      case Reply.Lost<?>(var reason, var message) -> reason.written() + ": " + message;
      case Reply.Refused<?>(var message) -> "Refused: " + message;
    };
  }

  private static Stream<Arguments> recordings() {
    return Stream.of(
        arguments("one-series", "[Sample[labels={}, value=1.25]] []"),
        arguments("scalar", "[Sample[labels={}, value=1.25]] []"),
        arguments("empty-vector", "[] []"),
        arguments("nan", "[Sample[labels={}, value=NaN]] []"),
        arguments("infos", "[Sample[labels={job=shop, pod=a}, value=0.0012569444444444444]] []"),
        arguments(
            "warnings", "[] [PromQL warning: quantile value should be between 0 and 1, got 2"),
        arguments("matrix", "Refused: query sum(x): a matrix with other values than numbers"),
        arguments("text", "Refused: query sum(x): a string with other values than numbers"),
        arguments("native-histogram", "Refused: query sum(x): a vector with other values than"),
        arguments(
            "bad-data",
            "Refused: query sum(x): bad_data: invalid parameter \"query\": 1:5: parse error"),
        arguments(
            "execution-error", "QueryFailed: query sum(x): execution: found duplicate series"),
        arguments("timeout", "TimedOut: query sum(x): timeout: query timed out in expression"),
        arguments(
            "not-ready",
            "PrometheusUnreachable: query sum(x): 503 Service Unavailable"
                + " (expected: a Prometheus that is ready"),
        arguments(
            "wrong-prefix",
            "PrometheusUnreachable: query sum(x): 404 404 page not found"
                + " (expected: the API of Prometheus; correct the route prefix of the URL)"),
        arguments("login-page", "PrometheusUnreachable: query sum(x): 200 <html>"),
        arguments("forbidden", "PrometheusUnreachable: query sum(x): 403 Forbidden"),
        arguments("broken-json", "PrometheusUnreachable: query sum(x): 200 {\"status\":\"succ"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("recordings")
  void query_says_whatWasAnswered(String recording, String expected) {
    assertThat(said(against(recording, this::query))).startsWith(expected);
  }

  @Test
  void query_keepsLabelsAndInfinities() {
    assertThat(against("infinities", this::query))
        .isInstanceOfSatisfying(
            Reply.Got.class,
            got ->
                assertThat(got.value())
                    .isEqualTo(
                        List.of(
                            odd("m", Double.NEGATIVE_INFINITY),
                            odd("n", Double.NaN),
                            odd("p", Double.POSITIVE_INFINITY))));
  }

  private static Sample odd(String pod, double value) {
    return new Sample(Map.of("__name__", "errors_ratio", "job", "odd", "pod", pod), value);
  }

  @Test
  void query_isAPostedForm_belowTheRoutePrefix() {
    try (var prometheus = new RecordedPrometheus(vertx, "scalar")) {
      var _ =
          client.query(
              prometheus.url().resolve("/prom/"),
              "up{job=~\"a&b=c\"} + 1",
              Instant.ofEpochMilli(1_795_261_385_007L),
              Duration.ofSeconds(7));
      assertThat(prometheus.asked())
          .containsExactly(
              new RecordedPrometheus.Asked(
                  "/prom/api/v1/query",
                  Map.of(
                      "query",
                      "up{job=~\"a&b=c\"} + 1",
                      "time",
                      "1795261385.007",
                      "timeout",
                      "7000ms")));
    }
  }

  @Test
  void shortAnswers_areReadWhole_howeverFastTheyCome() {
    var recording = RecordedPrometheus.recording("scalar");
    try (var prometheus = new RecordedPrometheus(vertx, Collections.nCopies(500, recording))) {
      for (int index = 0; index < 500; index++) {
        assertThat(query(prometheus.url())).isInstanceOf(Reply.Got.class);
      }
    }
  }

  @Test
  void answer_thatIsTooLong_isLost() {
    var recording = RecordedPrometheus.recording("one-series");
    var huge = new RecordedPrometheus.Recording(200, recording.headers(), "x".repeat(30_000));
    try (var prometheus = new RecordedPrometheus(vertx, List.of(huge, recording))) {
      assertThat(said(query(prometheus.url())))
          .isEqualTo("QueryFailed: query sum(x): answer longer than 20000 bytes");
      assertThat(query(prometheus.url())).isInstanceOf(Reply.Got.class);
    }
  }

  @Test
  void nobodyListening_isUnreachable() throws IOException {
    try (var boundOnly = new Socket()) {
      boundOnly.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI base = URI.create("http://127.0.0.1:" + boundOnly.getLocalPort());
      assertThat(said(query(base)))
          .startsWith("PrometheusUnreachable: query sum(x): Connection refused");
    }
  }

  @Test
  void connectionThatBreaks_isUnreachable() {
    HttpServer server = RecordedPrometheus.listen(vertx, request -> request.connection().close());
    assertThat(said(query(RecordedPrometheus.url(server))))
        .startsWith("PrometheusUnreachable: query sum(x): ");
  }

  @Test
  void silence_isTimedOut() {
    HttpServer server = RecordedPrometheus.listen(vertx, _ -> {});
    URI base = RecordedPrometheus.url(server);
    assertThat(said(client.query(base, "sum(x)", NOW, Duration.ofMillis(100))))
        .isEqualTo("TimedOut: query sum(x): no answer within 100ms");
    assertThat(said(client.query(base, "sum(x)", NOW, Duration.ofMillis(-1))))
        .isEqualTo("TimedOut: query sum(x): no answer within -1ms");
  }

  @Test
  void deadlines_areRealTime_howeverFastTheClockRuns() {
    AtomicInteger hours = new AtomicInteger();
    InstantSource racing = () -> NOW.plus(Duration.ofHours(hours.incrementAndGet()));
    try (var prometheus =
            new RecordedPrometheus(
                vertx, Collections.nCopies(6, RecordedPrometheus.recording("scalar")));
        var fast = new PrometheusClient(vertx, racing, InstantSource.fixed(NOW));
        var late = new PrometheusClient(vertx, InstantSource.fixed(NOW), racing)) {
      assertThat(fast.query(prometheus.url(), "sum(x)", NOW, DEADLINE))
          .isInstanceOf(Reply.Got.class);
      assertThat(measured(fast, racing, prometheus.url()))
          .isNotInstanceOf(Measurement.NotAnswered.class);
      assertThat(measured(late, InstantSource.fixed(NOW), prometheus.url()))
          .isInstanceOfSatisfying(
              Measurement.NotAnswered.class,
              lost -> assertThat(lost.reason()).isEqualTo(InconclusiveReason.TIMED_OUT));
    }
  }

  private static Measurement.Outcome measured(
      PrometheusClient client, InstantSource clock, URI prometheus) {
    var request =
        new MeasurementSource.Request(
            new ClusterId("eu-1"), prometheus, "sum(x)", List.of("x"), DEADLINE);
    return new PrometheusMeasurements(client, clock).measure(request).outcome();
  }

  @Test
  void interruptedCaller_getsAReply_andKeepsTheFlag() {
    HttpServer server = RecordedPrometheus.listen(vertx, _ -> {});
    Thread.currentThread().interrupt();
    Reply<List<Sample>> reply = query(RecordedPrometheus.url(server));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(said(reply)).isEqualTo("PrometheusUnreachable: query sum(x): interrupted");
  }

  @Test
  void requestsToOnePrometheus_areBounded() throws InterruptedException {
    AtomicInteger underway = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    var recording = RecordedPrometheus.recording("scalar");
    HttpServer server =
        RecordedPrometheus.listen(
            vertx,
            request -> {
              most.accumulateAndGet(underway.incrementAndGet(), Math::max);
              vertx.setTimer(
                  20,
                  _ -> {
                    underway.decrementAndGet();
                    recording.headers().forEach(request.response()::putHeader);
                    request.response().end(recording.body());
                  });
            });
    List<Thread> threads = new ArrayList<>();
    AtomicInteger got = new AtomicInteger();
    for (int index = 0; index < 8; index++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            if (query(RecordedPrometheus.url(server)) instanceof Reply.Got<?>) {
              got.incrementAndGet();
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(got.get()).isEqualTo(8);
    assertThat(most.get()).isEqualTo(PrometheusClient.PARALLEL);
  }

  @Test
  void alerts_areThoseThatFire() {
    assertThat(said(against("alerts", base -> client.alerts(base, DEADLINE))))
        .isEqualTo(
            "[FiringAlert[labels={alertname=AlwaysFiring, severity=page},"
                + " activeAt=2026-11-21T11:43:06.664231552Z]] []");
  }

  @Test
  void documents_areRead() {
    assertThat(said(against("targets", base -> client.targets(base, "gone", DEADLINE))))
        .startsWith("[Target[pool=gone, url=http://127.0.0.1:1/metrics, health=down, lastError=Get")
        .contains("connection refused", "labels={");
    assertThat(said(against("scrape-pools", base -> client.scrapePools(base, DEADLINE))))
        .isEqualTo("[gone, self] []");
    assertThat(said(against("rules", base -> client.rules(base, DEADLINE))))
        .startsWith("[RuleGroup[name=shop, file=rules.yaml, rules=[Rule[name=shop:up:count,")
        .contains("name=broken:join", "health=err, lastError=found duplicate series");
    assertThat(said(against("runtimeinfo", base -> client.state(base, DEADLINE))))
        .isEqualTo(
            "ServerState[startedAt=2026-11-21T11:43:05.828959345Z, reloaded=true,"
                + " configuredAt=2026-11-21T11:43:06Z] []");
    assertThat(said(against("buildinfo", base -> client.version(base, DEADLINE))))
        .isEqualTo("3.14.0 []");
    assertThat(said(against("config", base -> client.configuration(base, DEADLINE))))
        .startsWith("global:\n  scrape_interval: 1s\n");
  }

  @Test
  void documentOfAnotherShape_isLost() {
    assertThat(said(against("buildinfo", base -> client.state(base, DEADLINE))))
        .startsWith("QueryFailed: status/runtimeinfo: ");
  }

  @Test
  void targets_areAskedForOnePool() {
    try (var prometheus = new RecordedPrometheus(vertx, "targets")) {
      var _ = client.targets(prometheus.url(), "serviceMonitor/a/b/0", DEADLINE);
      assertThat(prometheus.asked().getFirst().target())
          .isEqualTo("/api/v1/targets?state=active&scrapePool=serviceMonitor%2Fa%2Fb%2F0");
    }
  }

  @Test
  void eventLoop_isRefused() {
    try (var prometheus = new RecordedPrometheus(vertx, "scalar")) {
      List<Throwable> thrown = new ArrayList<>();
      var done = Promise.<Void>promise();
      vertx.runOnContext(_ -> {
        try {
          var _ = query(prometheus.url());
        } catch (IllegalStateException e) {
          thrown.add(e);
        }
        done.complete();
      });
      RecordedPrometheus.await(done.future());
      assertThat(thrown).singleElement().asString().contains("expected: a virtual thread");
    }
  }
}
