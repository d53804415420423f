package dev.fleetgate.http;

import dev.fleetgate.http.Knock.Need;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Problem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests from Vert.x to routes, and replies back.
///
/// 1. The guard looks at the head; a refused request's body is not read.
/// 2. Content type and parameters are looked at.
/// 3. The body is read, up to [#MAX_BODY].
/// 4. A worker answers; the event loop only writes the reply.
final class Reception {
  /// Bytes of a body. An alert of Alertmanager takes about 1 kB.
  static final long MAX_BODY = 16L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /// The time of the answer, on the clock by which everything in it is told; the demo's runs
  /// faster.
  private static final String NOW = "Fleetgate-Now";

  private static final String ENTRY = "entry";
  private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "Via");
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
              + " 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff");

  private final Guard guard;
  private final Vertx vertx;
  private final Executor workers;
  private final InstantSource clock;

  /// @param clock by which all answers tell times
  Reception(Guard guard, Vertx vertx, Executor workers, InstantSource clock) {
    this.guard = guard;
    this.vertx = vertx;
    this.workers = workers;
    this.clock = clock;
  }

  /// What is answered where no route is.
  static void otherwise(Router router) {
    router.errorHandler(
        404,
        ctx ->
            send(
                ctx,
                Reply.problem(
                    HttpRule.NO_SUCH_PATH,
                    "path",
                    Problem.quoted(String.valueOf(ctx.request().path())),
                    "a path of the API; see docs/api.md")));
    router.errorHandler(
        405,
        ctx ->
            send(
                ctx,
                Reply.problem(
                    HttpRule.METHOD,
                    "method",
                    ctx.request().method().name(),
                    "the method in the Allow header")));
    router.errorHandler(
        413,
        ctx ->
            send(
                ctx,
                Reply.problem(
                        HttpRule.BODY_TOO_LARGE,
                        "body",
                        "more than " + MAX_BODY + " bytes",
                        "at most that; send less at a time")
                    .with("Connection", "close")));
    router.errorHandler(500, ctx -> send(ctx, fault(ctx.failure())));
  }

  /// Puts a route on the router.
  void add(Router router, Route route) {
    var mounted =
        router
            .routeWithRegex(HttpMethod.valueOf(route.method().name()), route.path())
            .handler(ctx -> admit(ctx, route.need()))
            .handler(ctx -> head(ctx, route));
    if (!route.types().isEmpty()) {
      // Behind the guard on purpose; Vert.x refuses a bare body handler there.
      BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
      mounted.handler(ctx -> body.handle(ctx));
    }
    mounted.handler(ctx -> work(ctx, route));
  }

  /// Lets a request in to the next handler, or refuses it.
  void admit(RoutingContext ctx, Need need) {
    switch (guard.judge(knock(ctx, need))) {
      case Entry.Refused refused -> send(ctx, Reply.refused(refused));
      case Entry.Open open -> {
        ctx.put(ENTRY, open);
        ctx.next();
      }
      case Entry.OpenForAlerts open -> {
        ctx.put(ENTRY, open);
        ctx.next();
      }
    }
  }

  private static Knock knock(RoutingContext ctx, Need need) {
    HttpServerRequest request = ctx.request();
    Cookie cookie = request.getCookie(Sessions.cookie(request.localAddress().port()));
    return new Knock(
        need,
        local(request),
        header(request, "Host"),
        header(request, "Origin"),
        header(request, "Sec-Fetch-Site"),
        bearer(header(request, "Authorization")),
        cookie == null ? "" : cookie.getValue());
  }

  private static boolean local(HttpServerRequest request) {
    if (PROXIED.stream().anyMatch(request.headers()::contains)) {
      return false;
    }
    SocketAddress remote = request.remoteAddress();
    try {
      return remote != null
          && remote.hostAddress() != null
          && InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String bearer(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : "";
  }

  private static String header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private static void head(RoutingContext ctx, Route route) {
    for (String name : ctx.queryParams().names()) {
      if (!route.parameters().contains(name)) {
        send(ctx, unknownParameter(name, route));
        return;
      }
    }
    if (!route.types().isEmpty() && !route.types().contains(contentType(ctx))) {
      send(
          ctx,
          Reply.problem(
              HttpRule.CONTENT_TYPE,
              "Content-Type",
              Problem.quoted(contentType(ctx)),
              String.join(" or ", route.types().stream().sorted().toList())));
      return;
    }
    ctx.next();
  }

  private static Reply unknownParameter(String name, Route route) {
    String expected =
        route.parameters().isEmpty()
            ? "no parameter; leave it out"
            : "one of " + String.join(", ", route.parameters().stream().sorted().toList());
    return Reply.problem(HttpRule.UNKNOWN_PARAMETER, "parameter", Problem.quoted(name), expected);
  }

  private static String contentType(RoutingContext ctx) {
    String written = header(ctx.request(), "Content-Type");
    int end = written.indexOf(';');
    return (end < 0 ? written : written.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private void work(RoutingContext ctx, Route route) {
    Context loop = vertx.getOrCreateContext();
    try {
      workers.execute(() -> {
        Reply reply = answer(ctx, route).with(NOW, clock.instant().toString());
        loop.runOnContext(_ -> send(ctx, reply));
      });
    } catch (RejectedExecutionException e) {
      send(ctx, Answers.unavailable("the server is stopping"));
    }
  }

  private static Reply answer(RoutingContext ctx, Route route) {
    try {
      return route.answering().answer(call(ctx));
    } catch (BadInputException e) {
      return Answers.refused(e);
    } catch (CharacterCodingException e) {
      return Reply.problem(
          HttpRule.BODY_NOT_UTF8, "body", "bytes that are no UTF-8", "a text in UTF-8");
    } catch (RuntimeException e) {
      return fault(e);
    }
  }

  private static Reply fault(@Nullable Throwable failure) {
    LOG.error("reason=internal a request could not be answered", failure);
    return Reply.problem(
        HttpRule.INTERNAL,
        "server",
        String.valueOf(failure),
        "an answer; this is a fault of the program, its log says more");
  }

  private static Call call(RoutingContext ctx) throws CharacterCodingException {
    Map<String, String> query = new LinkedHashMap<>();
    ctx.queryParams().forEach(each -> query.put(each.getKey(), each.getValue()));
    Entry entry = Objects.requireNonNull(ctx.<Entry>get(ENTRY));
    return new Call(
        entry,
        ctx.pathParams(),
        query,
        contentType(ctx),
        text(ctx.body() == null ? null : ctx.body().buffer()),
        header(ctx.request(), "Accept"),
        ctx.request().localAddress().port());
  }

  private static String text(@Nullable Buffer body) throws CharacterCodingException {
    return body == null
        ? ""
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
  }

  /// Writes a reply; on the request's event loop. One that nobody waits for any more is dropped.
  static void send(RoutingContext ctx, Reply reply) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    always(response);
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
    reply.headers().forEach(response::putHeader);
    var _ = response.end(reply.body());
  }

  /// The headers of every answer.
  static void always(HttpServerResponse response) {
    ALWAYS.forEach(response::putHeader);
    response.putHeader("Cache-Control", "no-store");
  }
}
