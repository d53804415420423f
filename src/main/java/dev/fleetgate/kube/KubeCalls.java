package dev.fleetgate.kube;

import dev.fleetgate.model.Node;
import dev.fleetgate.triggers.Answer;
import dev.fleetgate.triggers.ApiCall;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends calls that are data: each once, within the client's time, and with every answer as a
/// value. It goes below fabric8's typed clients because these turn a body that cannot be read, a
/// lost answer and a refusal into one exception, and here these must be told apart (ADR 0051).
public final class KubeCalls {
  private static final String JSON = "application/json";

  private KubeCalls() {}

  /// What came of a call.
  public sealed interface Reply {
    /// The server answered.
    record Answered(Answer answer) implements Reply {
      public Answered {
        Objects.requireNonNull(answer);
      }
    }

    /// It did not, or not readably: the call may have taken effect.
    record Silent(String message) implements Reply {
      public Silent {
        Objects.requireNonNull(message);
      }
    }

    /// Nothing was sent.
    record NotSent(String message) implements Reply {
      public NotSent {
        Objects.requireNonNull(message);
      }
    }
  }

  /// Sends a call; blocks for no longer than the client's connect and request time-outs.
  public static Reply send(KubeClients.Access access, ApiCall call) {
    return switch (access) {
      case KubeClients.Unusable unusable -> new Reply.NotSent(unusable.sentence());
      case KubeClients.Granted(var client) -> send(client, call);
    };
  }

  private static Reply send(KubernetesClient client, ApiCall call) {
    Config config = client.getConfiguration();
    long millis = (long) config.getConnectionTimeout() + config.getRequestTimeout();
    CompletableFuture<HttpResponse<String>> answer =
        client.getHttpClient().sendAsync(request(client, call), String.class);
    try {
      return reply(answer.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Reply.Silent("no answer: nothing within " + millis + " ms");
    } catch (ExecutionException e) {
      return new Reply.Silent("no answer: " + Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      return new Reply.Silent("no answer: interrupted while waiting for it");
    }
  }

  private static Reply reply(HttpResponse<String> response) {
    Optional<Node> body = NodeBody.read(Objects.requireNonNullElse(response.body(), ""));
    if (body.isEmpty() && response.isSuccessful()) {
      return new Reply.Silent("no answer: " + response.code() + " with a body that is not JSON");
    }
    return new Reply.Answered(new Answer(response.code(), body.orElseGet(Node::nothing)));
  }

  private static HttpRequest request(KubernetesClient client, ApiCall call) {
    HttpRequest.Builder request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(client.getMasterUrl().toString().replaceAll("/$", "") + call.path())
            .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
            .header("Accept", JSON);
    return switch (call) {
      case ApiCall.Read _ -> request.build();
      case ApiCall.Create(_, var body) ->
          request.method("POST", JSON, NodeBody.write(body)).build();
      case ApiCall.Patch(_, var operations) ->
          request
              .method("PATCH", "application/json-patch+json", NodeBody.write(operations))
              .build();
      case ApiCall.Delete(_, var options) ->
          request.method("DELETE", JSON, NodeBody.write(options)).build();
    };
  }
}
