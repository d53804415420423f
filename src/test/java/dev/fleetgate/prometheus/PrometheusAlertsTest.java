package dev.fleetgate.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrometheusAlertsTest {
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusClient client =
      new PrometheusClient(
          vertx, InstantSource.fixed(Instant.EPOCH), InstantSource.fixed(Instant.EPOCH));

  @AfterEach
  void close() {
    client.close();
    RecordedPrometheus.await(vertx.close());
  }

  private AlertReader.Answer read(String recording) {
    try (var prometheus = new RecordedPrometheus(vertx, recording)) {
      var cluster =
          new ChildCluster(new ClusterId("eu-3"), Map.of(), "kubeconfig", "eu-3", prometheus.url());
      return new PrometheusAlerts(client, Duration.ofSeconds(20)).read(cluster);
    }
  }

  @Test
  void firingAlerts_areRead() {
    assertThat(read("alerts"))
        .isInstanceOfSatisfying(
            AlertReader.Answer.Firing.class, firing -> assertThat(firing.alerts()).hasSize(1));
  }

  @Test
  void trouble_isUnreadable_neverNone() {
    for (String recording : new String[] {"not-ready", "bad-data", "warnings", "wrong-prefix"}) {
      assertThat(read(recording)).as(recording).isInstanceOf(AlertReader.Answer.Unreadable.class);
    }
  }
}
