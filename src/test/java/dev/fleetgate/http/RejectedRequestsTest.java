package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.WebhookRule;
import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Rule;
import dev.fleetgate.spec.NodeJson;
import dev.fleetgate.spec.TextRule;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which a request can be wrong: what is answered, and that nothing was started or
/// written.
final class RejectedRequestsTest {
  private static final String PAUSE = "/api/v1/rollouts/addons:pause";
  private static final String ALERTS = "/api/v1/alerts";

  /// Rules that no request of the table can break; where they are tested instead.
  private static final Set<Rule> ELSEWHERE =
      Set.of(
          HttpRule.HOST_NOT_OURS, // GuardTest: Java's client sets Host itself
          HttpRule.TOO_MANY_STREAMS, // EventStreamTest
          HttpRule.UNAVAILABLE, // AlertsTest: the disk is full
          HttpRule.INTERNAL); // a fault of the program

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  /// A request that is refused.
  ///
  /// @param problem beginning of the first problem's sentence
  record Case(String method, String path, Body body, int status, Rule rule, String problem) {
    @Override
    public String toString() {
      return rule.id() + ": " + method + " " + path;
    }
  }

  /// A body and how it is sent.
  record Body(String token, String type, String text) {
    static Body none() {
      return new Body("", "", "");
    }

    static Body json(String text) {
      return new Body(Served.TOKEN, "application/json", text);
    }

    static Body alerts(String text) {
      return new Body(Served.SEVERAL, "application/json", text);
    }
  }

  private static Case get(String path, int status, Rule rule, String problem) {
    return new Case("GET", path, Body.none(), status, rule, problem);
  }

  private static Case post(String path, Body body, int status, Rule rule, String problem) {
    return new Case("POST", path, body, status, rule, problem);
  }

  private static String alert(String fields) {
    return "{\"version\": \"4\", \"alerts\": [{" + fields + "}]}";
  }

  static Stream<Case> cases() {
    return Stream.of(ofReading(), ofVerbs(), ofAlerts()).flatMap(cases -> cases);
  }

  private static Stream<Case> ofReading() {
    return Stream.of(
        get("/api/v2", 404, HttpRule.NO_SUCH_PATH, "request: path: \"/api/v2\""),
        get("/api/v1/rollouts/none", 404, HttpRule.NO_SUCH_ROLLOUT, "request: rollout: \"none\""),
        get("/api/v1/clusters/x", 404, HttpRule.NO_SUCH_CLUSTER, "request: cluster: \"x\""),
        get("/api/v1/clusters/_", 404, HttpRule.NO_SUCH_CLUSTER, "request: cluster: \"_\""),
        get("/api/v1/gateruns/x", 404, HttpRule.NO_SUCH_GATE_RUN, "request: gate run: \"x\""),
        get(
            "/api/v1/gateruns?rollout=none",
            404,
            HttpRule.NO_SUCH_ROLLOUT,
            "request: rollout: \"none\""),
        get(
            "/api/v1/rollouts?page=2",
            400,
            HttpRule.UNKNOWN_PARAMETER,
            "request: parameter: \"page\""),
        get(
            "/api/v1/events?since=1",
            400,
            HttpRule.UNKNOWN_PARAMETER,
            "request: parameter: \"since\""),
        get(
            "/api/v1/events?content=some",
            400,
            HttpRule.PARAMETER_VALUE,
            "request: content: \"some\" (expected: all or names)"),
        get("/login?once=guessed", 403, HttpRule.LOGIN_LINK_USED, "request: link: used"),
        new Case(
            "DELETE",
            "/api/v1/rollouts",
            Body.none(),
            405,
            HttpRule.METHOD,
            "request: method: DELETE"));
  }

  private static Stream<Case> ofVerbs() {
    return Stream.of(
        post(
            PAUSE,
            new Body("", "application/json", "{}"),
            401,
            HttpRule.TOKEN_MISSING,
            "request: Authorization: no token"),
        post(
            PAUSE,
            new Body("wrong", "application/json", "{}"),
            401,
            HttpRule.TOKEN_WRONG,
            "request: Authorization: an unknown token"),
        post(
            PAUSE,
            new Body(Served.TOKEN, "text/plain", "{}"),
            415,
            HttpRule.CONTENT_TYPE,
            "request: Content-Type: \"text/plain\" (expected: application/json)"),
        post(PAUSE, Body.json("{"), 400, TextRule.SYNTAX, "request: json:"),
        post(
            PAUSE,
            Body.json("{\"reasn\": \"x\"}"),
            422,
            FieldRule.UNKNOWN_FIELD,
            "request /reasn: reasn: unknown field"),
        post(
            PAUSE,
            Body.json("{\"members\": [\"eu-1\"]}"),
            422,
            HttpRule.MEMBERS_OF_RETRY,
            "request /members: members: a list of 1"),
        post(
            "/api/v1/rollouts/addons:retry",
            Body.json("{\"members\": [\"eu/1\"]}"),
            422,
            HttpRule.NOT_A_CLUSTER_NAME,
            "request /members/0: members: \"eu/1\""),
        post(
            "/api/v1/rollouts/addons:approve",
            Body.json("{}"),
            409,
            HttpRule.NOT_NOW,
            "request: verb: "),
        post(
            "/api/v1/rollouts/none:pause",
            Body.json("{}"),
            404,
            HttpRule.NO_SUCH_ROLLOUT,
            "request: rollout: rollout none"),
        post(
            "/api/v1/rollouts/addons:destroy",
            Body.json("{}"),
            404,
            HttpRule.NO_SUCH_PATH,
            "request: path:"),
        post(
            "/api/v1/clusters/none:check",
            Body.json("{}"),
            404,
            HttpRule.NO_SUCH_CLUSTER,
            "request: cluster: \"none\""),
        post(
            "/api/v1/clusters/eu-1:apply-rules",
            Body.json("{\"pack\": \"x\"}"),
            422,
            FieldRule.UNKNOWN_FIELD,
            "request /pack: pack: unknown field"));
  }

  private static Stream<Case> ofAlerts() {
    String labels = "\"labels\": {\"alertname\": \"A\", \"cluster\": \"eu-1\"}";
    String rest = "\"status\": \"firing\", \"startsAt\": \"2026-03-01T12:00:00Z\"";
    return Stream.of(
        post(
            ALERTS,
            Body.json("{}"),
            401,
            HttpRule.TOKEN_WRONG,
            "request: Authorization: an unknown token"),
        post(
            ALERTS,
            Body.alerts("{\"version\": \"3\", \"alerts\": []}"),
            422,
            WebhookRule.WEBHOOK_VERSION,
            "request /version: version: \"3\""),
        post(
            ALERTS,
            Body.alerts(alert(rest)),
            422,
            WebhookRule.ALERT_LABELS,
            "request /alerts/0: labels: none"),
        post(
            ALERTS,
            Body.alerts(alert(labels + ", \"startsAt\": \"2026-03-01T12:00:00Z\"")),
            422,
            WebhookRule.ALERT_STATUS,
            "request /alerts/0: status: missing"),
        post(
            ALERTS,
            Body.alerts(alert(labels + ", \"status\": \"firing\", \"startsAt\": \"noon\"")),
            422,
            WebhookRule.ALERT_TIME,
            "request /alerts/0/startsAt: startsAt: \"noon\""),
        post(
            ALERTS,
            Body.alerts(alert("\"labels\": {\"alertname\": \"A\"}, " + rest)),
            422,
            WebhookRule.CLUSTER_LABEL_MISSING,
            "request /alerts/0: label cluster: missing"),
        post(
            ALERTS,
            Body.alerts(alert(labels.replace("eu-1", "us-1") + ", " + rest)),
            422,
            WebhookRule.CLUSTER_NOT_ALLOWED,
            "request /alerts/0: label cluster: \"us-1\""),
        post(
            ALERTS,
            Body.alerts(
                "{\"version\": \"4\", \"alerts\": ["
                    + "{},".repeat(AlertRoutes.MAX_ALERTS)
                    + "{}]}"),
            413,
            HttpRule.TOO_MANY_ALERTS,
            "request: alerts: 5001 alerts"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWrongRequest_isRefused_andChangesNothing(Case one) {
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
  void everyRule_hasACase() {
    Set<Rule> covered =
        Stream.concat(cases().map(Case::rule), moreCases().stream()).collect(Collectors.toSet());
    covered.addAll(ELSEWHERE);

    Set<String> without = new TreeSet<>();
    Stream.concat(Arrays.stream(HttpRule.values()), Arrays.stream(WebhookRule.values()))
        .filter(rule -> !covered.contains(rule))
        .forEach(rule -> without.add(rule.id()));

    assertThat(without).isEmpty();
  }

  /// Rules that the tests below break.
  private static List<Rule> moreCases() {
    return List.of(HttpRule.ORIGIN_NOT_OURS, HttpRule.BODY_TOO_LARGE, HttpRule.BODY_NOT_UTF8);
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
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue("origin-not-ours");
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
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue("body-not-utf8");
  }

  @Test
  void aBodyThatIsTooLarge_isRefused() {
    String padding = " ".repeat((int) Reception.MAX_BODY + 1);

    HttpResponse<String> answer = served.post(PAUSE, padding);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(problems(answer).getFirst().textAt("rule")).hasValue("body-too-large");
  }
}
