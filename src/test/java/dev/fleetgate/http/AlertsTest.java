package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.model.ClusterId;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alertmanager's webhook.
final class AlertsTest {
  private static final String PATH = "/api/v1/alerts";

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  /// As Alertmanager 0.28 sends it, with fields that we do not use.
  private static String body(int alerts) {
    return IntStream.range(0, alerts)
        .mapToObj(number ->
            """
            {"status": "firing",
             "labels": {"alertname": "A%d", "cluster": "eu-1", "severity": "page"},
             "annotations": {"summary": "it is bad"},
             "startsAt": "2026-03-01T11:59:00.123Z", "endsAt": "0001-01-01T00:00:00Z",
             "generatorURL": "http://prometheus/graph", "fingerprint": "c0ffee"}
            """
                .formatted(number))
        .collect(
            Collectors.joining(
                ",", "{\"version\": \"4\", \"receiver\": \"fleetgate\", \"alerts\": [", "]}"));
  }

  private HttpResponse<String> send(String credential, String body) {
    return served.post(PATH, credential, "application/json", body);
  }

  @Test
  void aThousandAlerts_areStoredBeforeTheAnswer() {
    HttpResponse<String> answer = send(Served.SEVERAL, body(1000));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"stored\" : 1000");
    assertThat(served.outside.alerts)
        .hasSize(1000)
        .extracting(AlertEntry::sequence)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aCredentialOfOneChild_speaksForItWhateverTheLabelsSay() {
    send(Served.ONE_CHILD, body(1).replace("eu-1", "us-1"));

    assertThat(served.outside.alerts)
        .extracting(entry -> entry.notice().cluster())
        .containsExactly(new ClusterId("eu-1"));
  }

  @Test
  void alertsThatCannotBeStored_areAskedForAgain() {
    served.outside.diskFull = true;

    HttpResponse<String> answer = send(Served.SEVERAL, body(3));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("disk full")
        .contains("\"rule\" : \"" + HttpRule.UNAVAILABLE.id() + "\"");
  }
}
