package dev.fleetgate.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Turns the configuration that prometheus-operator generates for a pod into one for a process on
/// 127.0.0.1.
///
/// 1. The pod's name and shard are filled in; with the shard left open every target is dropped.
/// 2. Service discovery gets the address, the certificates and a token of the API server.
/// 3. Rule files are looked for beside the configuration.
/// 4. Scrapes of 10.255.x.y, which stand for the test's exporters, go to 127.0.0.1.
/// 5. Alerts go to the Alertmanager of the test, if there is one.
///
/// @param server where service discovery asks
/// @param certificates which vouch for the server
/// @param token the file that holds the token
/// @param alertmanager where alerts are sent
record OperatorConfiguration(
    URI server, Path certificates, Path token, Optional<URI> alertmanager) {
  static final String RULE_FILES = "rules/*.yaml";

  private static final YAMLMapper YAML = new YAMLMapper();

  String rewrite(String generated) {
    try {
      var filled = generated.replace("$(POD_NAME)", "prometheus-0").replace("$(SHARD)", "0");
      var root = (ObjectNode) YAML.readTree(filled);
      root.putArray("rule_files").add(RULE_FILES);
      root.path("scrape_configs").forEach(job -> redirect((ObjectNode) job));
      alerting(root);
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the operator's configuration: " + e.getMessage(), e);
    }
  }

  private void redirect(ObjectNode job) {
    for (JsonNode discovery : job.path("kubernetes_sd_configs")) {
      var entry = (ObjectNode) discovery;
      entry.put("api_server", server.toString());
      entry.putObject("authorization").put("credentials_file", token.toString());
      entry.putObject("tls_config").put("ca_file", certificates.toString());
    }
    var relabel = job.withArray("relabel_configs").addObject();
    relabel.putArray("source_labels").add("__address__");
    relabel.put("regex", "10\\.255\\.\\d+\\.\\d+:(\\d+)");
    relabel.put("target_label", "__address__");
    relabel.put("replacement", "127.0.0.1:$1");
  }

  private void alerting(ObjectNode root) {
    var managers = root.withObject("alerting").putArray("alertmanagers");
    alertmanager.ifPresent(url ->
        managers
            .addObject()
            .putArray("static_configs")
            .addObject()
            .putArray("targets")
            .add(url.getAuthority()));
  }
}
