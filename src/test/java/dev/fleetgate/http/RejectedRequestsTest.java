package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.observer.Starts;
import dev.fleetgate.spec.NodeJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which a request can be wrong: what is answered, and that nothing was started or
/// written.
final class RejectedRequestsTest {
  private static final String PAUSE = "/api/v1/rollouts/addons:pause";

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @MethodSource("dev.fleetgate.http.RejectedRequests#cases")
  void aWrongRequest_isRefused_andChangesNothing(RejectedRequests.Case one) {
    served.start();
    Object before = List.copyOf(served.outside.runs.values());
    HttpRequest.Builder request = served.request(one.path());
    request.method(one.method(), BodyPublishers.ofString(one.body().text()));
    if (!one.body().type().isEmpty()) {
      request.header("Content-Type", one.body().type());
    }
    if (!one.body().token().isEmpty()) {
      request.header("Authorization", "Bearer " + one.body().token());
    }

    HttpResponse<String> answer = served.send(request.build());

    Node problem = problems(answer).getFirst();
    assertThat(answer.statusCode()).isEqualTo(one.status());
    assertThat(problem.textAt("rule")).hasValue(one.rule().id());
    assertThat(problem.textAt("sentence").orElseThrow()).startsWith(one.problem());
    assertThat(problem.textAt("expected").orElseThrow()).isNotBlank();
    assertThat(List.copyOf(served.outside.runs.values())).isEqualTo(before);
    assertThat(served.outside.alerts).isEmpty();
  }

  private static List<Node> problems(HttpResponse<String> answer) {
    Node body = NodeJson.read(answer.body(), "answer");
    return body.path("problems").orElseThrow() instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }

  @Test
  void aPageOfAnotherOrigin_isRefused_alsoWithASession() {
    String link = served.server.loginLink();
    String cookie =
        served
            .get(link.substring(link.indexOf("/login")))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    HttpResponse<String> answer =
        served.send(
            served
                .request(PAUSE)
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue(HttpRule.ORIGIN_NOT_OURS.id());
  }

  @Test
  void aRequestThroughAProxy_countsAsFromElsewhere() {
    HttpResponse<String> answer =
        served.send(
            served.request("/api/v1/rollouts").header("X-Forwarded-For", "203.0.113.7").build());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void aBodyThatIsNoUtf8_isRefused() {
    HttpResponse<String> answer =
        served.send(
            served
                .request(PAUSE)
                .header("Authorization", "Bearer " + Served.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue(HttpRule.BODY_NOT_UTF8.id());
  }

  @Test
  void aBodyThatIsTooLarge_isRefused() {
    String padding = " ".repeat((int) Reception.MAX_BODY + 1);

    HttpResponse<String> answer = served.post(PAUSE, padding);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue(HttpRule.BODY_TOO_LARGE.id());
  }

  @Test
  void aFaultOfTheProgram_isAnsweredAsSuch_andNotAsTheCallersMistake() {
    served.outside.faulty = true;

    HttpResponse<String> answer = served.get("/api/v1/gateruns");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue(HttpRule.INTERNAL.id());
  }

  @Test
  void aSecondRunOfAName_isRefusedWhileTheFirstIsUnfinished() {
    served.start();

    HttpResponse<String> answer =
        served.post("/api/v1/rollouts", Served.TOKEN, "application/yaml", Served.ROLLOUT);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(problems(answer).getFirst().textAt("rule"))
        .hasValue(Starts.ObserverRule.ALREADY_RUNNING.id());
    assertThat(served.outside.runs).hasSize(1);
  }
}
