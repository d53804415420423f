package dev.fleetgate.alerts;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the body that Alertmanager posts to a webhook (version 4) into notices bound to clusters.
///
/// Fields that we do not use are ignored: newer Alertmanagers send more of them. A body with one
/// bad alert is refused whole; Alertmanager sends it again after it is mended, so nothing is half
/// taken.
///
/// Source: Alertmanager documentation, `webhook_config`.
public final class WebhookReader {
  private final AlertSource source;
  private final Problems problems = new Problems();

  private WebhookReader(AlertSource source) {
    this.source = source;
  }

  /// @param source the Alertmanager that sent it, known by its credential
  /// @throws dev.fleetgate.model.BadInputException with every problem of the body
  public static List<AlertNotice> read(Node body, AlertSource source) {
    WebhookReader reader = new WebhookReader(source);
    List<AlertNotice> notices = reader.notices(body);
    reader.problems.throwIfAny();
    return notices;
  }

  private List<AlertNotice> notices(Node body) {
    Fields fields = Fields.of(body, "body", problems);
    Node version = fields.required("version");
    if (!version.equals(Node.text("4")) && problems.none()) {
      problems.add(
          version, WebhookRule.WEBHOOK_VERSION, "version", "\"4\", as Alertmanager sends it");
    }
    List<AlertNotice> notices = new ArrayList<>();
    for (Node alert : fields.list("alerts")) {
      notice(Fields.of(alert, "alert", problems)).ifPresent(notices::add);
    }
    return notices;
  }

  private Optional<AlertNotice> notice(Fields alert) {
    Map<String, String> labels = new LinkedHashMap<>(alert.textMap("labels"));
    if (labels.isEmpty()) {
      problems.add(
          new Problem(
              alert.at(), WebhookRule.ALERT_LABELS, "labels", "none", "labels with alertname"));
      return Optional.empty();
    }
    Optional<ClusterId> cluster = cluster(alert, labels);
    Boolean firing = alert.choice("status", Map.of("firing", true, "resolved", false), true);
    if (alert.node("status").isEmpty()) {
      problems.add(
          new Problem(
              alert.at(), WebhookRule.ALERT_STATUS, "status", "missing", "firing or resolved"));
    }
    Instant startsAt = time(alert);
    return cluster.map(id -> new AlertNotice(id, labels, firing, startsAt));
  }

  private Instant time(Fields alert) {
    Node written = alert.required("startsAt");
    if (written instanceof Node.Text(var text, _)) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        problems.add(
            written, WebhookRule.ALERT_TIME, "startsAt", "a time such as 2026-01-31T10:00:00Z");
      }
    }
    return Instant.EPOCH;
  }

  /// The cluster that an alert speaks of: the one the credential is bound to, or the one its label
  /// names if allowed.
  private Optional<ClusterId> cluster(Fields alert, Map<String, String> labels) {
    if (!source.cluster().isEmpty()) {
      return Optional.of(new ClusterId(source.cluster()));
    }
    String named = labels.getOrDefault(source.label(), "");
    if (named.isEmpty()) {
      problems.add(
          new Problem(
              alert.at(),
              WebhookRule.CLUSTER_LABEL_MISSING,
              "label " + source.label(),
              "missing",
              "the name of a cluster; add it to externalLabels of the child's Prometheus"));
      return Optional.empty();
    }
    if (!ClusterId.legal(named)
        || source.clusters().stream().noneMatch(glob -> fits(glob, named))) {
      problems.add(
          new Problem(
              alert.at(),
              WebhookRule.CLUSTER_NOT_ALLOWED,
              "label " + source.label(),
              Problem.quoted(named),
              "a cluster that this credential may speak for; see alertmanagers in the Fleet"));
      return Optional.empty();
    }
    return Optional.of(new ClusterId(named));
  }

  private static boolean fits(String glob, String name) {
    StringBuilder regex = new StringBuilder();
    for (String piece : glob.split("\\*", -1)) {
      regex.append(Pattern.quote(piece)).append(".*");
    }
    regex.setLength(regex.length() - 2);
    return name.matches(regex.toString());
  }
}
