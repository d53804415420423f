package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExporterTest {
  private final Exporter exporter = Exporter.start();
  private final Http http = Http.plain();

  @AfterEach
  void stop() {
    http.close();
    exporter.close();
  }

  @Test
  void scrape_showsWhatWasSet_withLabelsEscapedAndInOrder() {
    exporter.set("ratio", Map.of("z", "1", "a", "say \"no\"\n"), Double.POSITIVE_INFINITY);
    exporter.set("ratio", Map.of("z", "2"), Double.NaN);

    assertThat(scrape().lines())
        .contains("ratio{a=\"say \\\"no\\\"\\n\",z=\"1\"} Inf", "ratio{z=\"2\"} NaN");
  }

  @Test
  void scrape_growsCounters_untilTheyAreSet() {
    exporter.grow("requests_total", Map.of(), 5);
    scrape();
    assertThat(scrape()).contains("requests_total{} 10.0\n");

    exporter.set("requests_total", Map.of(), 1);
    scrape();
    assertThat(scrape()).contains("requests_total{} 1.0\n");
  }

  @Test
  void scrape_forgetsSeries_whenRemoved() {
    exporter.grow("requests_total", Map.of("code", "500"), 1);
    exporter.remove("requests_total", Map.of("code", "500"));

    assertThat(scrape()).doesNotContain("requests_total");
  }

  @Test
  void scrape_fails_whileBroken() {
    exporter.broken(true);
    assertThatThrownBy(this::scrape).hasMessageContaining("HTTP 500");

    exporter.broken(false);
    assertThat(scrape()).isNotEmpty();
  }

  private String scrape() {
    var page = URI.create("http://127.0.0.1:%d/metrics".formatted(exporter.port()));
    return http.get(page, Optional.empty());
  }
}
