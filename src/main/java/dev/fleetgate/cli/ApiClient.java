package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Talks to the running program.
///
/// Thread safety: confined to the thread that runs the command.
final class ApiClient implements AutoCloseable {
  /// Looking at a cluster's monitoring takes its time.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Endpoint endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  ApiClient(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// A text as it stands in a path.
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// The path of a rollout, by its name or the id of a run.
  static String rollout(String name) {
    return "/api/v1/rollouts/" + encoded(name);
  }

  /// @throws ClientException if the answer is not a good one
  Node get(String path) {
    return answer(request(path).timeout(PATIENCE).build());
  }

  /// @throws ClientException if the answer is not a good one
  Node post(String path, Node body) {
    return post(path, "application/json", NodeJson.write(body));
  }

  /// Posts documents.
  ///
  /// @throws ClientException if the answer is not a good one
  Node post(String path, String yaml) {
    return post(path, "application/yaml", yaml);
  }

  private Node post(String path, String type, String body) {
    return answer(
        request(path)
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /// The lines of an answer as they come, without end; close it.
  ///
  /// @throws ClientException if there is no such answer
  Stream<String> lines(String path) {
    HttpResponse<Stream<String>> response = send(request(path).build(), BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      try (Stream<String> lines = response.body()) {
        throw refusal(response.statusCode(), lines.collect(Collectors.joining("\n")));
      }
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.address().resolve(path))
        .header("Authorization", "Bearer " + endpoint.token());
  }

  private Node answer(HttpRequest request) {
    HttpResponse<String> response = send(request, BodyHandlers.ofString(UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    return json(response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (ConnectException e) {
      throw ClientException.nobody(silence(reason(e)));
    } catch (IOException e) {
      throw lost(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("interrupted");
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage() == null ? e : e.getMessage());
  }

  /// The program does not answer, or no longer.
  ClientException lost(String why) {
    return new ClientException(ExitCode.ERROR, silence(why));
  }

  private String silence(String why) {
    return "%s: no answer: %s (expected: the program that wrote %s; is it still running?)"
        .formatted(endpoint.address(), why, Endpoint.FILE);
  }

  private Node json(String body) {
    try {
      return NodeJson.read(body, endpoint.address().toString());
    } catch (BadInputException e) {
      throw new ClientException(ExitCode.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private ClientException refusal(int status, String body) {
    Node answer = json(body);
    List<Node> problems = JsonView.items(answer, "problems");
    String sentences =
        problems.stream()
            .map(problem -> problem.textAt("sentence").orElse(""))
            .collect(Collectors.joining("\n"));
    String message =
        sentences.isEmpty() ? endpoint.address() + ": HTTP status " + status : sentences;
    int exitCode =
        switch (status) {
          case 404, 409 -> ExitCode.FAILED;
          case 400, 422 -> ExitCode.BAD_INPUT;
          default -> ExitCode.ERROR;
        };
    return new ClientException(exitCode, message, answer);
  }

  /// Drops what is still open.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
