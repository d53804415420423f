package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PeersExtension.class)
final class PrometheusIT {
  @Test
  void query_findsSamplesOfTheirTime_whenHeld(Lab lab) {
    var prometheus =
        lab.prometheusHolding(
            """
            # TYPE errors_ratio gauge
            errors_ratio{job="shop"} 0.25 1700000000
            # EOF
            """);

    assertThat(prometheus.get("/api/v1/query?query=errors_ratio&time=1700000060").path("result"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("value").get(1).asText()).isEqualTo("0.25"));
  }

  @Test
  void buildinfo_namesTheRelease(Lab lab) {
    var prometheus = lab.prometheus("{}\n");

    assertThat(prometheus.get("/api/v1/status/buildinfo").path("version").asText())
        .matches("[23]\\.\\d+\\.\\d+");
  }

  @Test
  void configure_failsWithPrometheusWords_whenRefused(Lab lab) {
    var prometheus = lab.prometheus("{}\n");

    assertThatThrownBy(() -> prometheus.configure("scrape_configs: 5\n"))
        .hasMessageContaining("HTTP 500")
        .hasMessageContaining("cannot unmarshal");
  }

  @Test
  void promtool_reportsBrokenRules(Lab lab) {
    var prometheus = lab.prometheus("{}\n");
    Folders.write(
        prometheus.folder().resolve("broken.yaml"),
        "groups: [{name: g, rules: [{record: r, expr: 'sum('}]}]\n");

    assertThat(lab.promtool().run(prometheus.folder(), "check", "rules", "broken.yaml"))
        .satisfies(outcome -> {
          assertThat(outcome.exitCode()).isNotZero();
          assertThat(outcome.output()).contains("unclosed left parenthesis");
        });
  }
}
