package dev.fleetgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TelemetryTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Telemetry telemetry = new Telemetry(registry, "1.2.3");

  private String page() {
    return telemetry.exposition("").text();
  }

  @Test
  void aScraper_getsTheFormThatItPrefers() {
    assertThat(telemetry.exposition("").contentType()).startsWith("text/plain");
    Telemetry.Exposition preferred =
        telemetry.exposition("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    assertThat(preferred.contentType()).startsWith("application/openmetrics-text");
    assertThat(preferred.text()).endsWith("# EOF\n");
    assertThat(telemetry.exposition("application/vnd.google.protobuf").contentType())
        .startsWith("text/plain");
  }

  @Test
  void thePage_saysWhatWasCounted() {
    telemetry.event("Tick", "moved");
    telemetry.event("Tick", "moved");
    telemetry.measurement("pass", Duration.ofMillis(20));
    telemetry.notices(true, 3);
    telemetry.triggerCall("send", "Sent");
    telemetry.query(Duration.ofMillis(5));
    telemetry.write(Duration.ofMillis(1));
    assertThat(page())
        .contains("fleetgate_build_info{version=\"1.2.3\"} 1")
        .contains("fleetgate_events_total{effect=\"moved\",event=\"Tick\"} 2.0")
        .contains("fleetgate_measurements_total{outcome=\"pass\"} 1.0")
        .contains("fleetgate_alert_notices_total{status=\"firing\"} 3.0")
        .contains("fleetgate_trigger_calls_total{call=\"send\",outcome=\"Sent\"} 1.0")
        .contains("fleetgate_query_duration_seconds_sum 0.005")
        .contains("fleetgate_store_write_duration_seconds_count 1")
        .contains("fleetgate_measurement_lateness_seconds_sum 0.02");
  }

  @Test
  void aGauge_isAskedAtEachScrape() {
    long[] running = {1};
    telemetry.gauge(
        "fleetgate_rollouts", "Rollouts by phase.", "phase", () -> Map.of("Running", running[0]));
    assertThat(page()).contains("fleetgate_rollouts{phase=\"Running\"} 1.0");
    running[0] = 2;
    assertThat(page()).contains("fleetgate_rollouts{phase=\"Running\"} 2.0");
  }
}
