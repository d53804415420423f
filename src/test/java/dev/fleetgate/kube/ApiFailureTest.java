package dev.fleetgate.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.ApiFailure.Kind;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiFailureTest {
  @ParameterizedTest(name = "{0} is {1}, definite: {2}")
  @CsvSource({
    "0, NO_ANSWER, false",
    "400, INVALID, true",
    "401, FORBIDDEN, true",
    "403, FORBIDDEN, true",
    "404, NOT_FOUND, true",
    "405, REFUSED, true",
    "409, CONFLICT, true",
    "422, INVALID, true",
    "429, TOO_MANY_REQUESTS, true",
    "500, SERVER_ERROR, false",
    "504, SERVER_ERROR, false"
  })
  void kind_followsTheStatus(int code, Kind kind, boolean definite) {
    ApiFailure failure = ApiFailure.of(new KubernetesClientException("text", code, null));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.definite()).isEqualTo(definite);
  }

  @Test
  void found_keepsTheServersWords_andTheCausesItListsBesides() {
    var status =
        new StatusBuilder()
            .withCode(422)
            .withMessage("Rules are not valid")
            .withNewDetails()
            .addNewCause("expr", "1:3: parse error", "ValueInvalid")
            .endDetails()
            .build();

    assertThat(ApiFailure.of(new KubernetesClientException(status)).found())
        .isEqualTo("422 Rules are not valid: 1:3: parse error");
  }

  @Test
  void found_saysThatThereWasNoAnswer_andWhy() {
    var exception =
        new KubernetesClientException("Operation: [get]", new IOException("Connection refused"));

    assertThat(ApiFailure.of(exception).found())
        .isEqualTo("no answer: Operation: [get]: Connection refused");
  }

  @Test
  void found_namesNoClass_howeverDeepTheReason() {
    var refused = new IOException(new ConnectException("Connection refused: /127.0.0.1:1"));
    var exception = new KubernetesClientException("Operation: [get]", new IOException(refused));

    assertThat(ApiFailure.of(exception).found())
        .isEqualTo("no answer: Operation: [get]: Connection refused: /127.0.0.1:1");
  }
}
