package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.spec.NodeJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The routes, over HTTP, before a real observer.
final class ApiServerTest {
  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  private static Node json(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    return NodeJson.read(response.body(), "answer");
  }

  private static List<Node> items(Node node, String... path) {
    return node.path(path).orElseThrow() instanceof Node.Array(var items, _) ? items : List.of();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(node -> node.textAt("name").orElseThrow()).toList();
  }

  @Test
  void everyAnswer_tellsTheTimeOfTheClockBehindIt_andSoDoesThePage() {
    for (String path : List.of("/api/v1/rollouts", "/board", "/")) {
      assertThat(served.get(path).headers().firstValue("Fleetgate-Now"))
          .as(path)
          .hasValue(TestingAgenda.NOW.toString());
    }
    assertThat(served.get("/").body()).contains("data-now=\"" + TestingAgenda.NOW + "\"");
    assertThat(served.get("/assets/page.js").body())
        .contains("Date.parse(board.dataset.now) - Date.now()");
  }

  @Test
  void health_isOk() {
    assertThat(served.get("/healthz").body()).isEqualTo("ok\n");
    assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void readiness_saysWhatItWaitsFor() {
    TestingOutside outside = new TestingOutside();
    outside.notListed = true;
    outside.diskFull = true;
    try (Served waiting = new Served(Served.settings(ApiSettings.DEFAULT_HEARTBEAT), outside)) {
      HttpResponse<String> answer = waiting.get("/readyz");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .isEqualTo(
              "unfinished runs have not been taken up: disk broken\n"
                  + "the fleet has not been listed once: fleet.yaml:3: kubeconfig: none"
                  + " (expected: yours)\n");
      assertThat(waiting.get("/healthz").statusCode()).isEqualTo(200);

      outside.notListed = false;
      waiting.observer.plan(waiting.request());
      assertThat(waiting.get("/readyz").body()).doesNotContain("listed");
    }
  }

  @Test
  void plan_saysWhatWouldBeSent_orWhyThatIsNotKnown() {
    Node plan =
        json(served.post("/api/v1/rollouts:plan", Served.TOKEN, "text/yaml", Served.ROLLOUT));

    assertThat(plan.textAt("on")).hasValue("eu-1");
    assertThat(items(plan, "phases").getFirst().textAt("callNotKnown"))
        .hasValue("no target is read in these tests");
    assertThat(items(plan, "waves").getFirst().path("limits", "maxConcurrency"))
        .hasValueSatisfying(number -> assertThat(number.toString()).contains("1"));
  }

  @Test
  void metrics_areInPrometheusTextFormat() {
    HttpResponse<String> page = served.get("/metrics");

    assertThat(page.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(page.body()).contains("fleetgate_build_info{version=\"1.2.3\"} 1");
  }

  @Test
  void everyAnswer_forbidsWhatABrowserNeedNotDo() {
    HttpResponse<String> page = served.get("/healthz");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void clusters_areListedWithReachAndProof() {
    Node list = json(served.get("/api/v1/clusters"));

    assertThat(names(items(list, "clusters"))).containsExactly("eu-1", "eu-2", "us-1");
    Node one = json(served.get("/api/v1/clusters/eu-1"));
    assertThat(one.textAt("links", "prometheus")).hasValue("http://prometheus.eu-1.example.org");
    assertThat(one.path("monitoring", "proven")).hasValue(Node.bool(false));
  }

  @Test
  void check_looksAtAClusterNow() {
    Node one = json(served.post("/api/v1/clusters/eu-1:check", "{}"));

    assertThat(one.textAt("name")).hasValue("eu-1");
    assertThat(one.textAt("checkedAt")).hasValue("2026-03-01T12:00:00Z");
    assertThat(one.textAt("monitoring", "sentence")).hasValue("nobody looked");
  }

  @Test
  void applyRules_saysWhatWasDoneToEachObject() {
    Node done = json(served.post("/api/v1/clusters/eu-1:apply-rules", ""));

    assertThat(done.textAt("cluster")).hasValue("eu-1");
    assertThat(done.path("objects")).hasValue(Node.array(List.of()));
  }

  @Test
  void rollouts_areListedAndFoundByNameAndRun() {
    served.start();

    Node list = json(served.get("/api/v1/rollouts"));
    assertThat(names(items(list, "rollouts"))).containsExactly("addons");
    Node byName = json(served.get("/api/v1/rollouts/addons"));
    assertThat(json(served.get("/api/v1/rollouts/run-1"))).isEqualTo(byName);
    assertThat(byName.textAt("change", "id")).hasValue("addons-2");
    Node canary = items(byName, "waves").getFirst();
    assertThat(names(items(canary, "members"))).containsExactly("eu-1", "eu-2");
    assertThat(items(canary, "members").getFirst().textAt("sentence").orElseThrow())
        .startsWith("its wave has not begun");
    assertThat(items(canary, "before").getFirst().textAt("kind")).hasValue("approval");
    assertThat(byName.path("verbs")).hasValue(Node.texts(List.of("pause")));
  }

  @Test
  void aVerb_isTakenWithWhoAndWhy() {
    served.start();

    Node after =
        json(
            served.post("/api/v1/rollouts/addons:pause", "{\"reason\": \"tea\", \"by\": \"ann\"}"));

    Node hold = items(after, "holds").getFirst();
    assertThat(hold.textAt("kind")).hasValue("Paused");
    assertThat(hold.textAt("reason")).hasValue("tea");
    assertThat(hold.textAt("by")).hasValue("ann (unverified)");
    assertThat(hold.textAt("since")).hasValue("2026-03-01T12:00:00Z");
    assertThat(served.observer.rollout("addons").orElseThrow().held(Hold.Kind.PAUSED)).isTrue();
  }

  @Test
  void aVerbWithoutAName_isUnverified() {
    served.start();

    Node after = json(served.post("/api/v1/rollouts/addons:pause", ""));

    assertThat(items(after, "holds").getFirst().textAt("by")).hasValue("unverified");
  }

  @Test
  void theProgramsLink_givesABrowserASession() {
    served.start();
    String link = served.server.loginLink();
    HttpResponse<String> login = served.get(link.substring(link.indexOf("/login")));

    assertThat(login.statusCode()).isEqualTo(303);
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    HttpResponse<String> paused =
        served.send(
            served
                .request("/api/v1/rollouts/addons:pause")
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .header("Origin", "http://127.0.0.1:" + served.port)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(served.get(link.substring(link.indexOf("/login"))).statusCode()).isEqualTo(403);
  }

  @Test
  void aRollout_isStartedFromItsDocument() {
    HttpResponse<String> answer =
        served.post(
            "/api/v1/rollouts?by=ann&reason=friday",
            Served.TOKEN,
            "application/yaml",
            Served.ROLLOUT);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/rollouts/run-1");
    assertThat(items(json(answer), "decisions").getFirst().textAt("who"))
        .hasValue("ann (unverified)");
    assertThat(served.outside.runs).hasSize(1);
  }

  @Test
  void aPlan_saysWhoWouldGoWhen_andStartsNothing() {
    for (String path : List.of("/api/v1/rollouts:plan", "/api/v1/rollouts?dryRun=plan")) {
      Node plan = json(served.post(path, Served.TOKEN, "application/yaml", Served.ROLLOUT));

      assertThat(items(plan, "waves").getFirst().path("members"))
          .hasValue(Node.texts(List.of("eu-1", "eu-2")));
      assertThat(plan.path("unmatched")).hasValue(Node.array(List.of()));
    }
    assertThat(served.outside.runs).isEmpty();
  }
}
