package dev.fleetgate.prometheus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A server that gives recorded answers (`src/test/resources/prometheus/NAME.http`), one after the
/// other, and remembers what it was asked.
final class RecordedPrometheus implements AutoCloseable {
  /// When the answers were recorded; what a test takes for its own clock.
  static final String DATE = "Sat, 21 Nov 2026 11:43:12 GMT";

  private final HttpServer server;
  private final Queue<Recording> answers = new ArrayDeque<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

  /// A request.
  record Asked(String target, Map<String, String> form) {}

  /// A recorded answer.
  record Recording(int status, Map<String, String> headers, String body) {
    Recording without(String header) {
      Map<String, String> fewer = new HashMap<>(headers);
      fewer.remove(header);
      return new Recording(status, fewer, body);
    }

    Recording with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Recording(status, more, body);
    }
  }

  RecordedPrometheus(Vertx vertx, String... names) {
    this(vertx, List.of(names).stream().map(RecordedPrometheus::recording).toList());
  }

  RecordedPrometheus(Vertx vertx, List<Recording> recordings) {
    answers.addAll(recordings);
    server = listen(vertx, this::answer);
  }

  /// A server on a free port of the loopback.
  static HttpServer listen(Vertx vertx, Consumer<HttpServerRequest> handler) {
    return await(vertx.createHttpServer().requestHandler(handler::accept).listen(0, "127.0.0.1"));
  }

  static <T> T await(Future<T> future) {
    try {
      return Future.await(future, 10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static URI url(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  URI url() {
    return url(server);
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          asked.add(new Asked(request.uri(), form(body.toString())));
          Recording recording = Objects.requireNonNull(answers.poll(), "no more answers");
          request.response().setStatusCode(recording.status());
          recording.headers().forEach(request.response()::putHeader);
          request.response().end(recording.body());
        });
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String field : body.isEmpty() ? new String[0] : body.split("&", -1)) {
      int equals = field.indexOf('=');
      form.put(
          field.substring(0, equals),
          URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  /// Reads a recorded answer; its length is counted anew.
  static Recording recording(String name) {
    String[] parts = text("/prometheus/" + name + ".http").split("\n\n", 2);
    String[] head = parts[0].split("\n", -1);
    Map<String, String> headers = new HashMap<>();
    for (int line = 1; line < head.length; line++) {
      String[] field = head[line].split(": ", 2);
      headers.put(field[0], field[1]);
    }
    headers.remove("Content-Length");
    return new Recording(Integer.parseInt(head[0].split(" ", 3)[1]), headers, parts[1]);
  }

  private static String text(String resource) {
    try (InputStream in = RecordedPrometheus.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    await(server.close());
  }
}
