package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OperatorConfigurationTest {
  private static final String GENERATED =
      """
      global: {scrape_interval: 1s, external_labels: {prometheus_replica: $(POD_NAME)}}
      rule_files: [/etc/prometheus/rules/prometheus-main-rulefiles-0/*.yaml]
      scrape_configs:
      - job_name: serviceMonitor/shop/web/0
        kubernetes_sd_configs:
        - {role: endpoints, namespaces: {names: [shop]}}
        relabel_configs:
        - {source_labels: [__tmp_hash], regex: $(SHARD), action: keep}
      alerting:
        alert_relabel_configs: [{action: labeldrop, regex: prometheus_replica}]
        alertmanagers: [{kubernetes_sd_configs: [{role: endpoints}]}]
      """;

  @Test
  void rewrite_fillsInPodAndShard() {
    var rewritten = rewrite(Optional.empty());

    assertThat(rewritten.at("/global/external_labels/prometheus_replica").asText())
        .isEqualTo("prometheus-0");
    assertThat(rewritten.at("/scrape_configs/0/relabel_configs/0/regex").asText()).isEqualTo("0");
  }

  @Test
  void rewrite_tellsDiscoveryWhereToAsk_andKeepsTheRest() {
    var discovery = rewrite(Optional.empty()).at("/scrape_configs/0/kubernetes_sd_configs/0");

    assertThat(discovery.path("api_server").asText()).isEqualTo("https://127.0.0.1:6443");
    assertThat(discovery.at("/authorization/credentials_file").asText()).isEqualTo("/token");
    assertThat(discovery.at("/tls_config/ca_file").asText()).isEqualTo("/ca.crt");
    assertThat(discovery.at("/namespaces/names/0").asText()).isEqualTo("shop");
  }

  @Test
  void rewrite_sendsScrapesToLoopback_asTheLastRelabelling() {
    var relabellings = rewrite(Optional.empty()).at("/scrape_configs/0/relabel_configs");

    assertThat(relabellings).hasSize(2);
    assertThat(relabellings.at("/1/replacement").asText()).isEqualTo("127.0.0.1:$1");
    assertThat("10.255.2.1:8080").matches(relabellings.at("/1/regex").asText());
  }

  @Test
  void rewrite_sendsAlertsToTheTestsAlertmanagerOnly() {
    var alerting = rewrite(Optional.of(URI.create("http://127.0.0.1:9093"))).path("alerting");

    assertThat(alerting.path("alertmanagers")).hasSize(1);
    assertThat(alerting.at("/alertmanagers/0/static_configs/0/targets/0").asText())
        .isEqualTo("127.0.0.1:9093");
    assertThat(alerting.path("alert_relabel_configs")).hasSize(1);
  }

  private static JsonNode rewrite(Optional<URI> alertmanager) {
    var configuration =
        new OperatorConfiguration(
            URI.create("https://127.0.0.1:6443"),
            Path.of("/ca.crt"),
            Path.of("/token"),
            alertmanager);
    try {
      return new YAMLMapper().readTree(configuration.rewrite(GENERATED));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
