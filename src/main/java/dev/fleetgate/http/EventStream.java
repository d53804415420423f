package dev.fleetgate.http;

import dev.fleetgate.model.Problem;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.Observer.Happening;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Server-sent events: a snapshot first, then one event for everything that moves.
///
/// A client that reads slower than things move is sent the latest of each rollout and cluster only,
/// so that what is kept for it is bounded; one that reads nothing for three heartbeats is cut off.
///
/// Source: WHATWG HTML, server-sent events.
///
/// Thread safety: the observer may call from any thread; each stream lives on its own event loop.
final class EventStream {
  static final int MOST_STREAMS = 200;

  private static final String CONTENT = "content";
  private static final Map<String, EventMessage.Content> CONTENTS =
      Map.of("all", EventMessage.Content.ALL, "names", EventMessage.Content.NAMES);
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final Vertx vertx;
  private final Observer observer;
  private final Duration heartbeat;
  private final Set<EventSubscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong sequence = new AtomicLong();
  private Runnable deaf = () -> {};
  private long timer;

  EventStream(Vertx vertx, Observer observer, Duration heartbeat) {
    this.vertx = vertx;
    this.observer = observer;
    this.heartbeat = heartbeat;
  }

  void start() {
    deaf = observer.listen(this::happened);
    timer =
        vertx.setPeriodic(heartbeat.toMillis(), _ -> subscribers.forEach(EventSubscriber::beat));
  }

  void stop() {
    deaf.run();
    vertx.cancelTimer(timer);
  }

  private void happened(Happening happening) {
    if (!subscribers.isEmpty()) {
      EventMessage message = EventMessage.of(happening, sequence.incrementAndGet());
      subscribers.forEach(subscriber -> subscriber.offer(message));
    }
  }

  /// Begins a stream; on the request's event loop.
  void open(RoutingContext ctx) {
    Set<String> unknown =
        ctx.queryParams().names().stream()
            .filter(name -> !name.equals(CONTENT))
            .collect(Collectors.toSet());
    String wanted = Optional.ofNullable(ctx.queryParams().get(CONTENT)).orElse("all");
    EventMessage.Content content = CONTENTS.get(wanted);
    if (!unknown.isEmpty()) {
      Reception.send(
          ctx,
          Reply.problem(
              HttpRule.UNKNOWN_PARAMETER,
              "parameter",
              Problem.quoted(unknown.iterator().next()),
              "content alone"));
    } else if (content == null) {
      Reception.send(
          ctx,
          Reply.problem(HttpRule.PARAMETER_VALUE, CONTENT, Problem.quoted(wanted), "all or names"));
    } else if (open.incrementAndGet() > MOST_STREAMS) {
      open.decrementAndGet();
      Reception.send(
          ctx,
          Reply.problem(
              HttpRule.TOO_MANY_STREAMS,
              "stream",
              MOST_STREAMS + " are open",
              "fewer; close some"));
    } else {
      begin(ctx, content);
    }
  }

  private void begin(RoutingContext ctx, EventMessage.Content content) {
    HttpServerResponse response = ctx.response();
    Reception.always(response);
    response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
    EventSubscriber subscriber =
        new EventSubscriber(vertx.getOrCreateContext(), ctx.request(), content);
    response.closeHandler(_ -> {
      if (subscribers.remove(subscriber)) {
        open.decrementAndGet();
      }
      LOG.debug("an event stream was closed");
    });
    subscribers.add(subscriber);
    subscriber.begin(EventMessage.snapshot(observer, sequence.get()));
  }
}
