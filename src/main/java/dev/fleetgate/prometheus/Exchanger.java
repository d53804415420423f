package dev.fleetgate.prometheus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Sends requests and waits for them: the one place where futures become blocking calls.
///
/// Connections are kept alive. A request that is not answered in time is reset, so that it does not
/// keep its connection.
///
/// Thread safety: for many virtual threads at once; refuses to run on an event loop.
final class Exchanger implements AutoCloseable {
  /// How long the end of a connection is waited for.
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final HttpClient client;
  private final InstantSource clock;
  private final int longestBody;

  /// @param connections most to one Prometheus
  /// @param longestBody in bytes; a longer answer is cut off and reported as broken
  Exchanger(Vertx vertx, InstantSource clock, int connections, int longestBody) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(connections));
    this.clock = clock;
    this.longestBody = longestBody;
  }

  Exchange get(String url, Duration deadline) {
    return exchange(
        new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url),
        Buffer.buffer(),
        deadline);
  }

  /// Sends a form, as `application/x-www-form-urlencoded`.
  Exchange post(String url, Map<String, String> form, Duration deadline) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(url)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
    return exchange(options, Buffer.buffer(encoded(form)), deadline);
  }

  private Exchange exchange(RequestOptions options, Buffer body, Duration deadline) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("on an event loop (expected: a virtual thread)");
    }
    AtomicReference<Optional<HttpClientRequest>> sent = new AtomicReference<>(Optional.empty());
    Instant begin = clock.instant();
    Future<Exchange> answer =
        client
            .request(options)
            .compose(request -> {
              sent.set(Optional.of(request));
              // Composed here, on the request's own context: a hop to another one could come
              // after the end of a short answer.
              return request.send(body).compose(response -> read(response, begin));
            });
    try {
      return Future.await(answer, Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.get().ifPresent(Exchanger::drop);
      return new Exchange.TooLate(deadline);
    } catch (Exception e) {
      return broken(e, sent.get());
    }
  }

  /// [Future#await] throws what the future failed with, declared or not, and InterruptedException
  /// with the flag cleared.
  private static Exchange broken(Exception cause, Optional<HttpClientRequest> sent) {
    sent.ifPresent(Exchanger::drop);
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new Exchange.Broken("interrupted", false);
    }
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    return new Exchange.Broken(message, cause instanceof TooLongException);
  }

  /// Gives a request up and waits until its connection is closed, so that the next request does not
  /// get that one.
  private static void drop(HttpClientRequest request) {
    request.reset();
    try {
      Future.await(request.connection().close(), CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      // closed by the other side, or not in time: the pool finds out by itself
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Future<Exchange> read(HttpClientResponse response, Instant begin) {
    Promise<Exchange> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(part -> {
      if (body.length() + part.length() <= longestBody) {
        body.appendBuffer(part);
      } else {
        whole.tryFail(new TooLongException(longestBody));
      }
    });
    response.endHandler(_ -> whole.tryComplete(answered(response, body, begin)));
    return whole.future();
  }

  private Exchange answered(HttpClientResponse response, Buffer body, Instant begin) {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return new Exchange.Answered(
        response.statusCode(),
        Objects.requireNonNullElse(type, ""),
        body,
        date(response),
        new Exchange.Times(begin, clock.instant()));
  }

  private static Optional<Instant> date(HttpClientResponse response) {
    try {
      return Optional.ofNullable(response.getHeader(HttpHeaders.DATE))
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }

  /// An answer longer than allowed.
  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException(int longest) {
      super("answer longer than " + longest + " bytes", null, false, false);
    }
  }
}
