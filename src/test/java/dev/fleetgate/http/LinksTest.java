package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LinksTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String QUERY = "sum(rate(errors{code=~\"5..\"}[5m])) + 1";

  private final Links links = new Links("https://grafana.example.org/", "prom-uid");

  private static Links.Range range() {
    return new Links.Range(NOON.minusSeconds(3600), NOON);
  }

  @Test
  void grafana_getsQueryAndRangeAsItsSchemaWants() {
    String link = links.grafana(QUERY, range()).orElseThrow();

    assertThat(link)
        .startsWith("https://grafana.example.org/explore?schemaVersion=1&panes=%7B")
        .endsWith("&orgId=1")
        .doesNotContain("+");
    String panes = link.substring(link.indexOf("panes=") + 6, link.lastIndexOf('&'));
    Node pane =
        NodeJson.read(URLDecoder.decode(panes, StandardCharsets.UTF_8), "panes")
            .path("flt")
            .orElseThrow();
    assertThat(pane.textAt("datasource")).hasValue("prom-uid");
    assertThat(pane.textAt("range", "from")).hasValue("1772362800000");
    assertThat(pane.textAt("range", "to")).hasValue("1772366400000");
    assertThat(pane.path("queries").orElseThrow().toString()).contains("5..");
  }

  @Test
  void grafana_isLeftOutWithoutAnAddress() {
    assertThat(new Links("", "prom").grafana(QUERY, range())).isEmpty();
    assertThat(new Links("https://grafana", "").grafana(QUERY, range())).isEmpty();
  }

  @Test
  void prometheus_getsQueryRangeAndEnd() {
    assertThat(Links.prometheus(URI.create("http://prom:9090/"), "up == 0", range()))
        .isEqualTo(
            "http://prom:9090/query?g0.expr=up%20%3D%3D%200&g0.tab=graph&g0.range_input=3600s"
                + "&g0.end_input=2026-03-01%2012%3A00%3A00");
  }

  @Test
  void aRange_isAtLeastAMinute() {
    assertThat(new Links.Range(NOON, NOON).from()).isEqualTo(NOON.minusSeconds(60));
  }
}
