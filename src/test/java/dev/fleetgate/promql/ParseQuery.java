package dev.fleetgate.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks a Prometheus for its own tree of an expression.
final class ParseQuery implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  ParseQuery(URI prometheus) {
    this.endpoint = prometheus.resolve("/api/v1/parse_query");
  }

  /// Empty if it refuses the text.
  Optional<JsonNode> tree(String text) throws IOException, InterruptedException {
    var body = "query=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() == 200) {
      return Optional.of(answer.path("data"));
    }
    if (response.statusCode() == 400 && answer.path("errorType").asText().equals("bad_data")) {
      return Optional.empty();
    }
    throw new AssertionError("HTTP " + response.statusCode() + " for " + text + ": " + answer);
  }

  @Override
  public void close() {
    client.close();
  }
}
