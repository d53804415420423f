package dev.fleetgate.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A front of an API server that holds one kind of request back: before it is passed on, or its
/// answer on the way back. What was held is never answered.
///
/// Thread safety: safe.
final class HoldingFront implements AutoCloseable {
  private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Accept");

  private final URI server;
  private final HttpServer door;
  private final HttpClient client;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private Hold hold = Hold.NOTHING;
  private Held held = new Held();
  private boolean written;

  /// What is held.
  ///
  /// @param method of the request
  /// @param path a part of its path
  /// @param afterWrite only once a write to such a path has been passed on
  /// @param answer whether the request is passed on and its answer is held
  record Hold(String method, String path, boolean afterWrite, boolean answer) {
    static final Hold NOTHING = new Hold("", "nothing", false, false);
  }

  /// Requests that stand still until they are let go.
  private static final class Held {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch dropped = new CountDownLatch(1);
  }

  /// @param certificates that vouch for the server
  HoldingFront(URI server, Path certificates) {
    this.server = server;
    try {
      client = HttpClient.newBuilder().sslContext(trust(certificates)).build();
      door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    door.setExecutor(workers);
    door.createContext("/", this::pass);
    door.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  /// From now on these are held.
  synchronized void hold(Hold next) {
    hold = next;
    held = new Held();
    written = false;
  }

  /// Whether something is held.
  synchronized boolean holding() {
    return held.arrived.getCount() == 0;
  }

  /// Drops what is held; from now on everything passes.
  synchronized void drop() {
    held.dropped.countDown();
    hold = Hold.NOTHING;
  }

  @Override
  public void close() {
    drop();
    door.stop(0);
    workers.shutdownNow();
    client.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      Hold now = meant(exchange);
      if (!now.equals(Hold.NOTHING) && !now.answer()) {
        stand();
        return;
      }
      HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
      noteWrite(exchange);
      if (!now.equals(Hold.NOTHING)) {
        stand();
        return;
      }
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Hold meant(HttpExchange exchange) {
    boolean meant =
        exchange.getRequestMethod().equals(hold.method())
            && exchange.getRequestURI().getPath().contains(hold.path())
            && (written || !hold.afterWrite());
    return meant ? hold : Hold.NOTHING;
  }

  private synchronized void noteWrite(HttpExchange exchange) {
    written |=
        !exchange.getRequestMethod().equals("GET")
            && exchange.getRequestURI().getPath().contains(hold.path());
  }

  private void stand() throws InterruptedException {
    Held mine = mine();
    mine.arrived.countDown();
    mine.dropped.await();
  }

  private synchronized Held mine() {
    return held;
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return request.build();
  }

  private static SSLContext trust(Path certificates) throws IOException {
    try (var file = Files.newInputStream(certificates)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry("server-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(certificates + ": " + e.getMessage(), e);
    }
  }
}
