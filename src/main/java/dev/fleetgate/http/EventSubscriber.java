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
  private static final int QUEUE = 1 << 18;

  /// Characters that are written at a time, so that a large message is held back, too.
  private static final int PIECE = 1 << 16;

  private static final int PATIENCE = 3;

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final EventMessage.Content content;
  private final Map<String, EventMessage> waiting = new LinkedHashMap<>();
  private String underway = "";
  private int written;
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
    underway = "retry: 2000\n\n" + snapshot.text(content);
    flush();
  }

  void offer(EventMessage message) {
    loop.runOnContext(_ -> {
      if (missedBeats < PATIENCE) {
        waiting.remove(message.key());
        waiting.put(message.key(), message);
        flush();
      }
    });
  }

  private void flush() {
    while (!response.closed() && !response.writeQueueFull() && next()) {
      int end = end();
      var _ = response.write(underway.substring(written, end));
      written = end;
    }
  }

  /// Where the next piece ends; never between the two halves of one character.
  private int end() {
    int end = Math.min(written + PIECE, underway.length());
    return Character.isHighSurrogate(underway.charAt(end - 1)) ? end - 1 : end;
  }

  /// Takes the next message when one is written; false if there is none.
  private boolean next() {
    Iterator<EventMessage> messages = waiting.values().iterator();
    if (written == underway.length() && messages.hasNext()) {
      underway = messages.next().text(content);
      written = 0;
      messages.remove();
    }
    return written < underway.length();
  }

  /// Keeps the connection open. A client that has not read for too long is sent nothing more, and
  /// its connection is closed behind what is in the socket's queue already.
  void beat() {
    loop.runOnContext(_ -> {
      if (response.closed() || missedBeats >= PATIENCE) {
        return;
      }
      missedBeats = response.writeQueueFull() ? missedBeats + 1 : 0;
      if (missedBeats >= PATIENCE) {
        waiting.clear();
        underway = "";
        written = 0;
        var _ = request.connection().close();
      } else if (missedBeats == 0 && written == underway.length()) {
        var _ = response.write(": beat\n\n");
      }
    });
  }
}
