package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Server-sent events, read from a socket as they come.
final class EventStreamTest {
  private static final int MOST_LINES = 400;

  private final Served served = new Served(Served.settings(Duration.ofMillis(50)));
  private final List<Stream> streams = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Stream stream : streams) {
      stream.socket.close();
    }
    served.close();
  }

  private record Event(String name, Node data) {}

  /// An open stream; HTTP/1.0, which has no chunks between which the lines would have to be found.
  private final class Stream {
    private final Socket socket;
    private final BufferedReader lines;

    Stream(String path) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), served.port);
      socket.setSoTimeout(20_000);
      String request = "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted(path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      streams.add(this);
    }

    /// The next line that begins with a text. Streams beat, so that waiting would never end.
    String line(String start) throws IOException {
      for (int read = 0; read < MOST_LINES; read++) {
        String line = lines.readLine();
        assertThat(line).as("the stream ends before " + start).isNotNull();
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
      throw new AssertionError("no line starts with " + start);
    }

    /// How many characters come until the connection is closed.
    long rest() throws IOException {
      char[] some = new char[1 << 16];
      long count = 0;
      try {
        for (int read = lines.read(some); read >= 0; read = lines.read(some)) {
          count += read;
        }
      } catch (SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
      return count;
    }

    Event next() throws IOException {
      String name = line("event: ");
      return new Event(name, NodeJson.read(line("data: "), "event"));
    }

    /// The next event of a name; clusters move whenever a probe was answered.
    Event next(String name) throws IOException {
      Event event = next();
      while (!event.name().equals(name)) {
        event = next();
      }
      return event;
    }
  }

  @Test
  void aStream_beginsWithEverything() throws IOException {
    served.start();
    Stream stream = new Stream("/api/v1/events");

    assertThat(stream.line("HTTP/1.0 ")).startsWith("200");
    assertThat(stream.line("Content-Type: ")).startsWith("text/event-stream");
    Event first = stream.next();
    assertThat(first.name()).isEqualTo("snapshot");
    assertThat(first.data().path("rollouts").orElseThrow().toString()).contains("addons");
    assertThat(first.data().path("clusters").orElseThrow().toString()).contains("us-1");
  }

  @Test
  void whateverMoves_isOneEvent() throws IOException {
    served.start();
    Stream stream = new Stream("/api/v1/events");
    stream.next("snapshot");

    served.post("/api/v1/rollouts/addons:pause", "{\"reason\": \"tea & <cake>\"}");

    Event moved = stream.next("rollout");
    assertThat(moved.data().textAt("name")).hasValue("addons");
    assertThat(moved.data().path("holds").orElseThrow().toString()).contains("tea & <cake>");
  }

  @Test
  void aLargeEvent_arrivesWhole() throws IOException {
    served.start();
    Stream stream = new Stream("/api/v1/events");
    stream.next("snapshot");
    String reason = "é" + "😀".repeat(100_000);

    served.post("/api/v1/rollouts/addons:pause", "{\"reason\": \"" + reason + "\"}");

    Node hold =
        ((Node.Array) stream.next("rollout").data().path("holds").orElseThrow()).items().getFirst();
    assertThat(hold.textAt("reason")).hasValue(reason);
  }

  @Test
  void aStreamOfNames_saysOnlyWhatMoved() throws IOException {
    served.start();
    Stream stream = new Stream("/api/v1/events?content=names");
    assertThat(stream.next("snapshot").data()).isEqualTo(Node.object());

    served.post("/api/v1/rollouts/addons:pause", "{}");

    assertThat(stream.next("rollout").data())
        .isEqualTo(
            Node.object()
                .with("name", Node.text("addons"))
                .with("run", Node.text("run-1"))
                .with("phase", Node.text("Running")));
  }

  @Test
  void anIdleStream_isKeptOpenByComments() throws IOException {
    Stream stream = new Stream("/api/v1/events");
    stream.next("snapshot");

    assertThat(stream.line(": ")).isEqualTo("beat");
    assertThat(stream.line(": ")).isEqualTo("beat");
  }

  @Test
  void aClientThatReadsNothing_isCutOff_andHoldsUpNobody() throws IOException {
    served.start();
    int size = 12 << 20;
    served.post("/api/v1/rollouts/addons:pause", "{\"reason\": \"" + "x".repeat(size) + "\"}");
    Stream idle = new Stream("/api/v1/events");
    Stream reading = new Stream("/api/v1/events?content=names");

    for (int beat = 0; beat < 8; beat++) {
      reading.line(": beat");
    }

    // The reason is in the snapshot twice: as a hold and as a decision.
    assertThat(idle.rest()).isLessThan(2L * size);
  }

  @Test
  void streams_areBoundedInNumber() throws IOException {
    for (int each = 0; each < EventStream.MOST_STREAMS; each++) {
      new Stream("/api/v1/events?content=names").next("snapshot");
    }

    HttpResponse<String> answer = served.get("/api/v1/events");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains(HttpRule.TOO_MANY_STREAMS.id());
  }

  @Test
  void aStreamOnAHostThatIsNotOurs_isRefused() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port);
    try (socket) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403 ").contains(HttpRule.HOST_NOT_OURS.id());
    }
  }
}
