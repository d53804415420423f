package dev.fleetgate.http;

import dev.fleetgate.alerts.WebhookRule;
import dev.fleetgate.model.FieldRule;
import dev.fleetgate.model.Rule;
import dev.fleetgate.spec.TextRule;
import java.util.stream.Stream;

/// Requests that are refused, one for each rule that a request can break.
final class RejectedRequests {
  private static final String PAUSE = "/api/v1/rollouts/addons:pause";
  private static final String ALERTS = "/api/v1/alerts";

  private RejectedRequests() {}

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
    return Stream.of(ofReading(), ofVerbs(), ofStarts(), ofAlerts()).flatMap(cases -> cases);
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
            "rollout addons: approve: the run is not one of that (expected: paused once)"),
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

  private static Body yaml(String text) {
    return new Body(Served.TOKEN, "application/yaml", text);
  }

  private static Stream<Case> ofStarts() {
    String starts = "/api/v1/rollouts";
    String other = Served.ROLLOUT.replace("name: addons}", "name: other}");
    return Stream.of(
        post(
            starts,
            new Body("", "application/yaml", other),
            401,
            HttpRule.TOKEN_MISSING,
            "request: Authorization: no token"),
        post(
            starts,
            new Body(Served.TOKEN, "application/x-www-form-urlencoded", other),
            415,
            HttpRule.CONTENT_TYPE,
            "request: Content-Type: \"application/x-www-form-urlencoded\""),
        post(starts, yaml("a: [1"), 400, TextRule.SYNTAX, "request:1: yaml:"),
        post(
            starts,
            yaml(other.replace("waves:", "wavs:")),
            422,
            FieldRule.UNKNOWN_FIELD,
            "request:7: wavs: unknown field (expected: one of change, selector,"),
        post(
            starts,
            yaml(other + "---\n" + other.replace("name: other}", "name: another}")),
            422,
            HttpRule.NOT_ONE_ROLLOUT,
            "request:1: documents: 2 of kind FleetRollout"),
        post(
            starts + "?dryRun=server",
            yaml(other),
            400,
            HttpRule.PARAMETER_VALUE,
            "request: dryRun: \"server\" (expected: plan;"),
        post(
            starts + ":plan?wait=1",
            yaml(other),
            400,
            HttpRule.UNKNOWN_PARAMETER,
            "request: parameter: \"wait\""));
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
}
