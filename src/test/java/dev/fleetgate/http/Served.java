package dev.fleetgate.http;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.Making;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import dev.fleetgate.telemetry.Telemetry;
import dev.fleetgate.triggers.KubernetesTrigger;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback before a real observer whose outside is in memory.
///
/// Thread safety: confined to the test's thread.
public final class Served implements AutoCloseable {
  public static final String TOKEN = "a-token-that-nobody-guesses";
  static final String ONE_CHILD = "credential-of-eu-1";
  static final String SEVERAL = "credential-of-a-label";
  public static final String ROLLOUT =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: FleetRollout
      metadata: {name: addons}
      spec:
        change: {id: addons-2, from: addons-1}
        selector: {}
        waves:
        - name: canary
          selector: {matchLabels: {ring: canary}}
          before: [{approval: {timeout: 24h, onTimeout: reject}}]
          after: [{soak: 15m}]
        - {name: rest, selector: {}}
        phases:
        - name: addons
          trigger: {deployment: {namespace: shop, name: checkout, images: {app: "checkout:2"}}}
      """;

  private static final Source PACK =
      new Source(
          "rules/shipped/pack.yaml",
          """
          apiVersion: fleetgate.dev/v1alpha1
          kind: RulePack
          metadata: {name: shipped}
          spec:
            objects: [rule.yaml]
            freshSeries: ["fleetgate_rulepack_info"]
          """);

  private static final Source RULE =
      new Source(
          "rules/shipped/rule.yaml",
          """
          apiVersion: monitoring.coreos.com/v1
          kind: PrometheusRule
          metadata: {name: shipped}
          spec:
            groups:
            - name: shipped
              rules:
              - record: fleetgate_rulepack_info
                expr: vector(1)
                labels: {pack: shipped, revision: unpinned}
          """);

  final TestingOutside outside;
  public final Observer observer;
  final ApiServer server;
  public final int port;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  public Served() {
    this(settings(ApiSettings.DEFAULT_HEARTBEAT));
  }

  Served(ApiSettings settings) {
    this(settings, new TestingOutside());
  }

  Served(ApiSettings settings, TestingOutside outside) {
    this.outside = outside;
    Telemetry telemetry = new Telemetry(new PrometheusRegistry(), "1.2.3");
    observer = observer(telemetry, outside);
    observer.begin();
    server = new ApiServer(vertx, observer, telemetry, settings, bundles());
    try {
      port = server.start("127.0.0.1", 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ApiSettings settings(Duration heartbeat) {
    return new ApiSettings(
        TOKEN,
        Set.of("fleetgate.example.org"),
        List.of(
            new ApiSettings.AlertCaller(new AlertSource("one", "eu-1", "", Set.of()), ONE_CHILD),
            new ApiSettings.AlertCaller(
                new AlertSource("several", "", "cluster", Set.of("eu-*")), SEVERAL)),
        "https://grafana.example.org",
        "prom",
        heartbeat);
  }

  static Observer observer(Telemetry telemetry, TestingOutside outside) {
    AtomicInteger ids = new AtomicInteger();
    Making making =
        new Making(
            new TestingAgenda(),
            telemetry,
            TestingMachine::step,
            (spec, context) -> {
              throw new UnsupportedOperationException("no gate is made in these tests");
            },
            _ -> new GateSpec("gate", List.of(), List.of(), Position.unknown()),
            () -> new RunId("run-" + ids.incrementAndGet()),
            Duration.ofSeconds(10));
    Observer.WatchPlan plan =
        new Observer.WatchPlan(
            ProbePolicy.DEFAULT, List.of(), 4, Duration.ofMinutes(1), Duration.ofSeconds(10));
    return new Observer(making, outside.runPorts(), outside.watchPorts(), outside.alertLog(), plan);
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }

  static BundleLoader bundles() {
    Inputs shipped =
        new Inputs(List.of(PACK), List.of(), List.of(), Map.of(PACK.name(), List.of(RULE)));
    return BundleLoader.of(Served::trigger, shipped);
  }

  /// Asks for the rollout `addons`.
  StartRequest request() {
    Problems problems = new Problems();
    var bundle = bundles().load(Inputs.of(new Source("it.yaml", ROLLOUT)), problems);
    problems.throwIfAny();
    return new StartRequest(bundle.rollouts().getFirst(), Map.of(), new Actor("tests", "a reason"));
  }

  /// Starts the rollout `addons`.
  public RolloutState start() {
    if (observer.start(request()) instanceof Answer.Started(var state)) {
      return state;
    }
    throw new AssertionError("not started");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  /// A change by somebody who has the token.
  HttpResponse<String> post(String path, String json) {
    return post(path, TOKEN, "application/json", json);
  }

  HttpResponse<String> post(String path, String token, String type, String body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Override
  public void close() {
    client.close();
    server.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
