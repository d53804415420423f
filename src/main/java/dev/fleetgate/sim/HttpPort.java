package dev.fleetgate.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Answers HTTP on a loopback port, with the simulated time in the `Date` header.
///
/// Thread safety: answers run on one event loop, one after the other.
final class HttpPort implements AutoCloseable {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final int SECONDS = 10;

  private final HttpServer server;
  private final InstantSource clock;
  private final Function<Asked, Told> answers;
  private final List<String> strangers = new CopyOnWriteArrayList<>();

  HttpPort(Vertx vertx, InstantSource clock, Function<Asked, Told> answers) {
    this.clock = clock;
    this.answers = answers;
    this.server = vertx.createHttpServer().requestHandler(this::take);
  }

  /// @return the address, without a slash at the end
  /// @throws IOException if no port is free
  URI start() throws IOException {
    try {
      HttpServer listening =
          server
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(SECONDS, TimeUnit.SECONDS);
      return URI.create("http://127.0.0.1:" + listening.actualPort());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("127.0.0.1: cannot listen: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while starting", e);
    }
  }

  /// What was asked and could not be answered, in order.
  List<String> strangers() {
    return List.copyOf(strangers);
  }

  private void take(HttpServerRequest request) {
    request.bodyHandler(body -> {
      Asked asked = asked(request, body);
      Told told = answers.apply(asked);
      if (told.stranger()) {
        strangers.add(asked.shown());
      }
      request
          .response()
          .setStatusCode(told.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.DATE, DATE.format(clock.instant()))
          .end(told.body().toString());
    });
  }

  private static Asked asked(HttpServerRequest request, Buffer body) {
    String type =
        Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "")
            .split(";", -1)[0];
    Map<String, String> parameters = new HashMap<>();
    request.params().forEach(field -> parameters.put(field.getKey(), field.getValue()));
    if (type.equals(FORM)) {
      for (String pair : body.toString().split("&", -1)) {
        int sign = pair.indexOf('=');
        if (sign > 0) {
          parameters.put(
              URLDecoder.decode(pair.substring(0, sign), UTF_8),
              URLDecoder.decode(pair.substring(sign + 1), UTF_8));
        }
      }
    }
    String authorization =
        Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
    return new Asked(
        request.method().name(),
        Objects.requireNonNullElse(request.path(), "/"),
        parameters,
        type,
        body.toString(),
        authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "");
  }

  @Override
  public void close() {
    try {
      server.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a simulated server did not close", e);
    }
  }
}
