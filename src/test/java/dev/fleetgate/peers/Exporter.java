package dev.fleetgate.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A scraped application whose numbers the test sets; safe to use from any thread.
public final class Exporter implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Double> values = new TreeMap<>();
  private final Map<String, Double> growth = new TreeMap<>();
  private final Map<String, Instant> times = new TreeMap<>();
  private boolean broken;

  private Exporter(HttpServer server) {
    this.server = server;
  }

  static Exporter start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
      var server = HttpServer.create(address, 0);
      var exporter = new Exporter(server);
      server.createContext("/metrics", exporter::answer);
      server.start();
      return exporter;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives a series this value until it is set again; it no longer grows.
  public synchronized void set(String name, Map<String, String> labels, double value) {
    growth.remove(series(name, labels));
    times.remove(series(name, labels));
    values.put(series(name, labels), value);
  }

  /// Gives a series this value, said to be of that time in every scrape.
  public synchronized void setAt(
      String name, Map<String, String> labels, double value, Instant at) {
    set(name, labels, value);
    times.put(series(name, labels), at);
  }

  /// Makes a series a counter that grows by this much with every scrape; what it has reached stays.
  public synchronized void grow(String name, Map<String, String> labels, double perScrape) {
    values.putIfAbsent(series(name, labels), 0.0);
    growth.put(series(name, labels), perScrape);
  }

  /// Takes a series away, which Prometheus marks stale at its next scrape.
  public synchronized void remove(String name, Map<String, String> labels) {
    growth.remove(series(name, labels));
    values.remove(series(name, labels));
  }

  /// Answers scrapes with HTTP 500 (`true`) or with the numbers (`false`).
  public synchronized void broken(boolean nowBroken) {
    broken = nowBroken;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var page = page();
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(page.isEmpty() ? 500 : 200, page.isEmpty() ? -1 : 0);
      exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The page of one scrape, empty if it is to fail.
  private synchronized String page() {
    if (broken) {
      return "";
    }
    growth.forEach((series, perScrape) -> values.merge(series, perScrape, Double::sum));
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue()) + time(entry.getKey()) + "\n")
        .collect(Collectors.joining("", "# All series are set by the test.\n", ""));
  }

  private String time(String series) {
    Instant at = times.get(series);
    return at == null ? "" : " " + at.toEpochMilli();
  }

  private static String series(String name, Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
            .collect(Collectors.joining(",", name + "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return Double.toString(value).replace("Infinity", "Inf");
  }
}
