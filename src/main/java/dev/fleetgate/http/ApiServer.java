package dev.fleetgate.http;

import dev.fleetgate.http.Knock.Need;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The HTTP server of the program: API, event stream, metrics, webhook and page.
///
/// Start it after [Observer#begin]; close it before the observer's outside is closed.
///
/// Thread safety: [#start] and [#close] are called once, in that order; [#loginLink] from any
/// thread between them.
public final class ApiServer implements AutoCloseable {
  private static final long START_SECONDS = 10;

  /// A connection on which nothing moves for longer is closed; looking at a cluster takes its time.
  private static final long LONGEST_ANSWER_SECONDS = 150;

  private final HttpServer server;
  private final EventStream events;
  private final Sessions sessions = new Sessions();
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
  private String address = "";

  /// @param bundles reads the documents of rollouts that are to be started
  public ApiServer(
      Vertx vertx,
      Observer observer,
      Telemetry telemetry,
      ApiSettings settings,
      BundleLoader bundles) {
    this.events = new EventStream(vertx, observer, settings.heartbeat());
    Reception reception =
        new Reception(new Guard(settings, sessions), vertx, workers, observer::now);
    Router router = Router.router(vertx);
    Reception.otherwise(router);
    router
        .routeWithRegex(HttpMethod.GET, "/api/v1/events")
        .handler(ctx -> reception.admit(ctx, Need.READ))
        .handler(events::open);
    routes(observer, telemetry, settings).forEach(route -> reception.add(router, route));
    new StartRoutes(observer, bundles).routes().forEach(route -> reception.add(router, route));
    this.server = vertx.createHttpServer(options(settings)).requestHandler(router);
  }

  private List<Route> routes(Observer observer, Telemetry telemetry, ApiSettings settings) {
    Links links = new Links(settings.grafanaUrl(), settings.grafanaDatasource());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthRoutes(telemetry, observer).routes());
    routes.addAll(new LoginRoutes(sessions).routes());
    routes.addAll(new PageRoutes(observer).routes());
    routes.addAll(new ClusterRoutes(observer).routes());
    routes.addAll(new RolloutRoutes(observer).routes());
    routes.addAll(new GateRunRoutes(observer, links).routes());
    routes.addAll(new AlertRoutes(observer).routes());
    return routes;
  }

  /// HTTP/2 without TLS has no `Host` header that the guard could look at.
  private static HttpServerOptions options(ApiSettings settings) {
    long idle = Math.max(LONGEST_ANSWER_SECONDS, 4 * settings.heartbeat().toSeconds());
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout((int) idle)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /// Listens.
  ///
  /// @param host name or address to listen on
  /// @param port 0 for any that is free
  /// @return the port
  /// @throws IOException if that is not possible
  public int start(String host, int port) throws IOException {
    try {
      HttpServer listening =
          server
              .listen(port, host)
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_SECONDS, TimeUnit.SECONDS);
      events.start();
      String shown = host.contains(":") ? "[" + host + "]" : host;
      address = "http://" + shown + ":" + listening.actualPort();
      return listening.actualPort();
    } catch (ExecutionException e) {
      throw new IOException(
          "%s:%d: %s (expected: an address that is free; choose another --port)"
              .formatted(host, port, e.getCause()),
          e);
    } catch (TimeoutException e) {
      throw new IOException("%s:%d: not listening after 10 s".formatted(host, port), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while starting", e);
    }
  }

  /// A link to the page that lets one browser make changes; it works once.
  public String loginLink() {
    return address + "/login?once=" + sessions.link();
  }

  /// Stops listening, closes event streams, and waits for requests that are being answered.
  @Override
  public void close() {
    events.stop();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
      var _ = server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the server did not close", e);
    }
  }
}
