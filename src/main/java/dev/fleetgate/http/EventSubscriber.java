package dev.fleetgate.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// One client of the event stream.
///
/// Thread safety: [#offer] and [#beat] may be called from any thread; the rest runs on the stream's
/// event loop.
final class EventSubscriber {
  /// Bytes that may wait in the socket's queue before messages are held back.
  private static final int QUEUE = 1 << 20;

  private static final int PATIENCE = 3;

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final EventMessage.Content content;
  private final Map<String, EventMessage> waiting = new LinkedHashMap<>();
  private int missedBeats;

  EventSubscriber(Context loop, HttpServerRequest request, EventMessage.Content content) {
    this.loop = loop;
    this.request = request;
    this.response = request.response();
    this.content = content;
  }

  /// The first message; a client that lost us comes back after two seconds.
  void begin(EventMessage snapshot) {
    response.setWriteQueueMaxSize(QUEUE).drainHandler(_ -> flush());
    var _ = response.write("retry: 2000\n\n" + snapshot.text(content));
  }

  void offer(EventMessage message) {
    loop.runOnContext(_ -> {
      waiting.remove(message.key());
      waiting.put(message.key(), message);
      flush();
    });
  }

  private void flush() {
    Iterator<EventMessage> messages = waiting.values().iterator();
    while (messages.hasNext() && !response.closed() && !response.writeQueueFull()) {
      var _ = response.write(messages.next().text(content));
      messages.remove();
    }
  }

  /// Keeps the connection open, or cuts it off if the client does not read.
  void beat() {
    loop.runOnContext(_ -> {
      if (response.closed()) {
        return;
      }
      missedBeats = response.writeQueueFull() ? missedBeats + 1 : 0;
      if (missedBeats >= PATIENCE) {
        var _ = request.connection().close();
      } else if (missedBeats == 0) {
        var _ = response.write(": beat\n\n");
      }
    });
  }
}
