package dev.fleetgate.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WebhookReaderTest {
  private static final AlertSource ONE = new AlertSource("token", "eu-1", "", Set.of());
  private static final AlertSource MANY = new AlertSource("token", "", "cluster", Set.of("eu-*"));

  private static Node.Obj alert(Map<String, String> labels, String status, String startsAt) {
    Node.Obj written = Node.object();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      written = written.with(label.getKey(), Node.text(label.getValue()));
    }
    return Node.object()
        .with("labels", written)
        .with("status", Node.text(status))
        .with("startsAt", Node.text(startsAt))
        .with("fingerprint", Node.text("c0ffee"));
  }

  private static Node body(Node... alerts) {
    return Node.object()
        .with("version", Node.text("4"))
        .with("receiver", Node.text("fleetgate"))
        .with("alerts", Node.array(List.of(alerts)));
  }

  private static Node firing(String cluster) {
    return alert(
        Map.of("alertname", "Page", "cluster", cluster), "firing", "2026-01-31T10:00:00.123Z");
  }

  @Test
  void aBoundCredential_speaksForItsCluster_whateverTheLabelsSay() {
    assertThat(WebhookReader.read(body(firing("eu-7")), ONE))
        .containsExactly(
            new AlertNotice(
                new ClusterId("eu-1"),
                Map.of("alertname", "Page", "cluster", "eu-7"),
                true,
                Instant.parse("2026-01-31T10:00:00.123Z")));
  }

  @Test
  void aSharedCredential_speaksForTheClusterThatItsLabelNames() {
    assertThat(WebhookReader.read(body(firing("eu-7"), firing("eu-8")), MANY))
        .extracting(AlertNotice::cluster)
        .containsExactly(new ClusterId("eu-7"), new ClusterId("eu-8"));
  }

  @Test
  void aResolvedAlert_isNotFiring() {
    Node resolved = alert(Map.of("alertname", "Page"), "resolved", "2026-01-31T10:00:00Z");
    assertThat(WebhookReader.read(body(resolved), ONE))
        .extracting(AlertNotice::firing)
        .containsExactly(false);
  }

  @Test
  void aSharedCredential_isRefused_forAClusterItMayNotSpeakFor() {
    assertRefused(body(firing("us-1")), MANY, WebhookRule.CLUSTER_NOT_ALLOWED);
    assertRefused(body(firing("xeu-1")), MANY, WebhookRule.CLUSTER_NOT_ALLOWED);
  }

  @Test
  void aBodyThatBreaksARule_isRefusedWhole() {
    Node noLabel = alert(Map.of("alertname", "Page"), "firing", "2026-01-31T10:00:00Z");
    assertRefused(body(firing("eu-1"), noLabel), MANY, WebhookRule.CLUSTER_LABEL_MISSING);
    assertRefused(
        body(alert(Map.of("alertname", "Page"), "firing", "yesterday")),
        ONE,
        WebhookRule.ALERT_TIME);
    assertRefused(
        body(alert(Map.of(), "firing", "2026-01-31T10:00:00Z")), ONE, WebhookRule.ALERT_LABELS);
    Node.Obj noStatus = ((Node.Obj) firing("eu-1")).without("status");
    assertRefused(body(noStatus), ONE, WebhookRule.ALERT_STATUS);
    Node.Obj old = ((Node.Obj) body(firing("eu-1"))).with("version", Node.text("3"));
    assertRefused(old, ONE, WebhookRule.WEBHOOK_VERSION);
  }

  private static void assertRefused(Node body, AlertSource source, WebhookRule rule) {
    assertThatThrownBy(() -> WebhookReader.read(body, source))
        .isInstanceOfSatisfying(
            BadInputException.class,
            refused ->
                assertThat(refused.problems())
                    .anySatisfy(p -> assertThat(p.rule()).isEqualTo(rule)));
  }
}
