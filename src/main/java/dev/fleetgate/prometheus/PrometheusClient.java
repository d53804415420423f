package dev.fleetgate.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Asks Prometheus. Methods block up to their deadline, on virtual threads; trouble is a reply.
///
/// At most [#PARALLEL] requests are under way to one Prometheus, so that gates leave it room for
/// others; who waits too long is TimedOut.
///
/// Thread safety: for many virtual threads at once.
public final class PrometheusClient implements AutoCloseable {
  /// Requests under way to one Prometheus.
  public static final int PARALLEL = 2;

  /// The longest answer that is read: 16 MiB.
  public static final int LONGEST_BODY = 16 * 1024 * 1024;

  private final Exchanger exchanger;
  private final InstantSource stopwatch;
  private final Map<URI, Semaphore> bounds = new ConcurrentHashMap<>();

  /// @param clock by which Prometheus's own clock is told
  /// @param stopwatch by which deadlines are told: real seconds, whatever the clock does
  public PrometheusClient(Vertx vertx, InstantSource clock, InstantSource stopwatch) {
    this(vertx, clock, stopwatch, LONGEST_BODY);
  }

  PrometheusClient(Vertx vertx, InstantSource clock, InstantSource stopwatch, int longestBody) {
    this.exchanger = new Exchanger(vertx, clock, PARALLEL, longestBody);
    this.stopwatch = stopwatch;
  }

  /// By which deadlines are told.
  InstantSource stopwatch() {
    return stopwatch;
  }

  /// An instant query.
  ///
  /// @param time for which it is evaluated, on Prometheus's clock; millisecond precision
  /// @return the vector, or a scalar as one sample without labels
  public Reply<List<Sample>> query(URI base, String promql, Instant time, Duration deadline) {
    String at = BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    return query(base, Map.of("query", promql, "time", at), deadline);
  }

  /// An instant query at Prometheus's own time.
  public Reply<List<Sample>> queryNow(URI base, String promql, Duration deadline) {
    return query(base, Map.of("query", promql), deadline);
  }

  private Reply<List<Sample>> query(URI base, Map<String, String> question, Duration deadline) {
    String promql = question.getOrDefault("query", "");
    Map<String, String> form = new LinkedHashMap<>(question);
    form.put("timeout", deadline.toMillis() + "ms");
    Reply<JsonNode> data =
        bounded(
            base,
            deadline,
            left -> exchanger.post(endpoint(base, "query"), form, left),
            "query " + promql);
    return switch (data) {
      case Reply.Got<JsonNode> got -> samples(got, promql);
      case Reply.Lost<JsonNode>(var reason, var message) -> new Reply.Lost<>(reason, message);
      case Reply.Refused<JsonNode>(var message) -> new Reply.Refused<>(message);
    };
  }

  /// Prometheus's clock against ours, by a request that costs it nothing.
  Reply<Skew> skew(URI base, Duration deadline) {
    Reply<JsonNode> data = get(base, "status/buildinfo", deadline);
    return switch (data) {
      case Reply.Got<JsonNode> got when got.clock().isPresent() ->
          new Reply.Got<>(got.clock().get(), List.of(), got.clock());
      case Reply.Got<JsonNode> _ ->
          new Reply.Lost<>(
              InconclusiveReason.CLOCK_SKEW,
              "no Date header (expected: one, to compare clocks; let proxies pass it on)");
      case Reply.Lost<JsonNode>(var reason, var message) -> new Reply.Lost<>(reason, message);
      case Reply.Refused<JsonNode>(var message) -> new Reply.Refused<>(message);
    };
  }

  /// The active targets of a scrape pool.
  public Reply<List<Target>> targets(URI base, String pool, Duration deadline) {
    String path =
        "targets?state=active&scrapePool=" + URLEncoder.encode(pool, StandardCharsets.UTF_8);
    return document(base, path, Documents::targets, deadline);
  }

  /// The names of all scrape pools, also of those without targets.
  public Reply<List<String>> scrapePools(URI base, Duration deadline) {
    return document(base, "scrape_pools", Documents::pools, deadline);
  }

  /// All groups of rules.
  public Reply<List<RuleGroup>> rules(URI base, Duration deadline) {
    return document(base, "rules?exclude_alerts=true", Documents::groups, deadline);
  }

  /// The alerts that fire now; pending ones are left out.
  public Reply<List<FiringAlert>> alerts(URI base, Duration deadline) {
    return document(base, "alerts", Documents::firing, deadline);
  }

  /// What it says of itself.
  public Reply<ServerState> state(URI base, Duration deadline) {
    return document(base, "status/runtimeinfo", Documents::state, deadline);
  }

  /// Its version; empty if it was built without one.
  public Reply<String> version(URI base, Duration deadline) {
    return document(base, "status/buildinfo", data -> data.path("version").asText(), deadline);
  }

  /// Its configuration as YAML, secrets left out by Prometheus.
  public Reply<String> configuration(URI base, Duration deadline) {
    return document(base, "status/config", data -> data.path("yaml").asText(), deadline);
  }

  @Override
  public void close() {
    exchanger.close();
  }

  private <T> Reply<T> document(
      URI base, String path, Function<JsonNode, T> read, Duration deadline) {
    Reply<JsonNode> data = get(base, path, deadline);
    try {
      return data.map(read);
    } catch (DateTimeException e) {
      return new Reply.Lost<>(InconclusiveReason.QUERY_FAILED, path + ": " + e.getMessage());
    }
  }

  private Reply<JsonNode> get(URI base, String path, Duration deadline) {
    return bounded(
        base, deadline, left -> exchanger.get(endpoint(base, path), left), "GET " + path);
  }

  private static Reply<List<Sample>> samples(Reply.Got<JsonNode> got, String promql) {
    Optional<List<Sample>> samples = Documents.samples(got.value());
    Supplier<Reply<List<Sample>>> noNumbers =
        () ->
            new Reply.Refused<>(
                "query %s: a %s with other values than numbers (expected: numbers; apply a function such as histogram_quantile)"
                    .formatted(promql, got.value().path("resultType").asText("document")));
    return samples
        .<Reply<List<Sample>>>map(value -> new Reply.Got<>(value, got.warnings(), got.clock()))
        .orElseGet(noNumbers);
  }

  private Reply<JsonNode> bounded(
      URI base, Duration deadline, Function<Duration, Exchange> exchange, String asked) {
    if (!deadline.isPositive()) {
      return ReplyReader.read(new Exchange.TooLate(deadline), asked);
    }
    Semaphore bound = bounds.computeIfAbsent(base, _ -> new Semaphore(PARALLEL, true));
    Instant end = stopwatch.instant().plus(deadline);
    try {
      if (!bound.tryAcquire(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return ReplyReader.read(new Exchange.TooLate(deadline), asked);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ReplyReader.read(new Exchange.Broken("interrupted", false), asked);
    }
    try {
      return ReplyReader.read(exchange.apply(Duration.between(stopwatch.instant(), end)), asked);
    } finally {
      bound.release();
    }
  }

  private static String endpoint(URI base, String path) {
    String root = base.toString();
    return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + "/api/v1/" + path;
  }
}
