package dev.fleetgate.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Plain requests to parts: readiness, reloads, files as they are.
final class Http implements AutoCloseable {
  /// For reads, which the caller repeats if it awaits something.
  private static final Duration READ = Duration.ofSeconds(20);

  /// For writes, which nobody repeats; other tests and builds may hold the processors.
  private static final Duration WRITE = Duration.ofSeconds(90);

  private final HttpClient client;

  private Http(HttpClient client) {
    this.client = client;
  }

  static Http plain() {
    return new Http(HttpClient.newBuilder().connectTimeout(READ).build());
  }

  /// Trusts the certificates of one file and no others.
  static Http trusting(Path certificates) {
    return new Http(
        HttpClient.newBuilder().connectTimeout(READ).sslContext(trust(certificates)).build());
  }

  /// The body of an answer with status 2xx.
  ///
  /// @throws AssertionError with status and body of any other answer
  String get(URI uri, Optional<String> token) {
    return send(request(uri, token).timeout(READ).GET());
  }

  String post(URI uri) {
    return send(request(uri, Optional.empty()).POST(HttpRequest.BodyPublishers.noBody()));
  }

  String postYaml(URI uri, String token, String yaml) {
    return send(
        request(uri, Optional.of(token))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml)));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static HttpRequest.Builder request(URI uri, Optional<String> token) {
    var request = HttpRequest.newBuilder(uri).timeout(WRITE);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private String send(HttpRequest.Builder builder) {
    var request = builder.build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            "%s %s: HTTP %d: %s"
                .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("%s %s: %s".formatted(request.method(), request.uri(), e), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AssertionError(request.uri() + ": interrupted");
    }
  }

  private static SSLContext trust(Path certificates) {
    try (var file = Files.newInputStream(certificates)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry("peer-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(certificates + ": " + e.getMessage(), e);
    }
  }
}
