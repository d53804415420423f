package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Refusals of the simulated API server; what it does is tested with the real clients.
final class SimulatedApiServerTest {
  private static final String CONFIGMAPS = "/api/v1/namespaces/shop/configmaps/settings";
  private static final String JOBS = "/apis/batch/v1/namespaces/shop/jobs";

  private final SteppedClock clock = new SteppedClock();
  private final ApiObjects objects = new ApiObjects("eu-1");
  private final SimulatedApiServer server = new SimulatedApiServer(objects, clock, "secret");

  @ParameterizedTest
  @CsvSource({
    "GET, /apis/apps/v1/statefulsets, 404",
    "GET, /readiness, 404",
    "GET, /api/v1/namespaces?labelSelector=a%3Db, 501",
    "PUT, /api/v1/namespaces/shop, 405"
  })
  void request_thatIsNotSimulated_isAStatusThatNamesIt(String method, String url, int status) {
    Map<String, String> parameters = url.contains("?") ? Map.of("labelSelector", "a=b") : Map.of();
    String path = url.split("\\?", -1)[0];

    Told told = server.answer(new Asked(method, path, parameters, "", "", "secret"));

    assertThat(told.status()).isEqualTo(status);
    assertThat(told.stranger()).isTrue();
    assertThat(told.body().path("kind").asText()).isEqualTo("Status");
    assertThat(told.body().path("message").asText()).contains(path);
  }

  @Test
  void request_withoutTheToken_isUnauthorized() {
    Told told = server.answer(new Asked("GET", "/version", Map.of(), "", "", "guess"));

    assertThat(told.status()).isEqualTo(401);
    assertThat(told.body().path("reason").asText()).isEqualTo("Unauthorized");
  }

  @Test
  void objectOfAnUnknownKind_isNotFound() {
    assertThat(ask("GET", CONFIGMAPS, "").status()).isEqualTo(404);
  }

  @Test
  void job_inANamespaceThatIsNotThere_isNotFound() {
    Told told = ask("POST", JOBS, "{\"metadata\": {\"name\": \"check\"}}");

    assertThat(told.status()).isEqualTo(404);
    assertThat(told.body().path("message").asText()).isEqualTo("namespaces \"shop\" not found");
    assertThat(told.stranger()).isFalse();
  }

  @Test
  void job_thatIsThereAlready_isAConflict() {
    objects.put(ObjectKey.namespace("shop"), Json.object(), clock.instant());
    String job = "{\"metadata\": {\"name\": \"check\"}}";
    assertThat(ask("POST", JOBS, job).status()).isEqualTo(201);

    Told told = ask("POST", JOBS, job);

    assertThat(told.status()).isEqualTo(409);
    assertThat(told.body().path("reason").asText()).isEqualTo("AlreadyExists");
  }

  @Test
  void delete_ofAnObjectOfAnotherUid_isAConflict() {
    objects.put(ObjectKey.namespace("shop"), Json.object(), clock.instant());

    Told told =
        ask("DELETE", "/api/v1/namespaces/shop", "{\"preconditions\": {\"uid\": \"other\"}}");

    assertThat(told.status()).isEqualTo(409);
    assertThat(objects.get(ObjectKey.namespace("shop"))).isPresent();
  }

  @Test
  void uids_differBetweenClusters() {
    ApiObjects others = new ApiObjects("eu-2");
    ObjectKey key = ObjectKey.namespace("kube-system");

    JsonNode one = objects.put(key, Json.object(), clock.instant()).object();
    JsonNode other = others.put(key, Json.object(), clock.instant()).object();

    assertThat(one.at("/metadata/uid")).isNotEqualTo(other.at("/metadata/uid"));
  }

  private Told ask(String method, String path, String body) {
    return server.answer(new Asked(method, path, Map.of(), "application/json", body, "secret"));
  }
}
