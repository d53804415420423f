package dev.fleetgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// The running program's API, as a client of it sees it.
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final String token;

  /// @param state folder of the program's state
  Api(Path state) {
    try {
      JsonNode endpoint = JSON.readTree(Files.readString(state.resolve("endpoint.json")));
      this.address = endpoint.path("address").asText();
      this.token = endpoint.path("token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a rollout and returns its run.
  String startRollout(String documents) {
    return post("/api/v1/rollouts", "application/yaml", token, documents).path("run").asText();
  }

  /// Asks a verb of a rollout; answered when it is written.
  void ask(String rollout, String verb) {
    post("/api/v1/rollouts/" + rollout + ":" + verb, "application/json", token, "{}");
  }

  /// Posts one firing alert as Alertmanager does; answered when it is stored.
  void alert(String name, String cluster) {
    String body =
        """
        {"version": "4", "alerts": [{"status": "firing", "startsAt": "%s",
          "labels": {"alertname": "%s", "cluster": "%s", "severity": "page"}}]}
        """
            .formatted(Instant.now(), name, cluster);
    post("/api/v1/alerts", "application/json", SimulatedSide.ALERT_TOKEN, body);
  }

  /// How many members of all rollouts are in a state.
  int members(String state) {
    int count = 0;
    for (JsonNode rollout : json(get("/api/v1/rollouts")).path("rollouts")) {
      count += rollout.path("counts").path(state).asInt();
    }
    return count;
  }

  /// How many clusters have their monitoring proven in effect, up to the alerts.
  int proven() {
    int count = 0;
    for (JsonNode cluster : json(get("/api/v1/clusters")).path("clusters")) {
      count += cluster.path("monitoring").path("alertsReachUs").asBoolean() ? 1 : 0;
    }
    return count;
  }

  Exposition metrics() {
    return new Exposition(get("/metrics"));
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).timeout(LONGEST).build());
  }

  private JsonNode post(String path, String type, String credential, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return json(send(request));
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            request.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
