package dev.fleetgate.alerts;

import dev.fleetgate.model.Rule;

/// Rules that a webhook body must keep.
public enum WebhookRule implements Rule {
  WEBHOOK_VERSION,
  ALERT_STATUS,
  ALERT_TIME,
  ALERT_LABELS,
  CLUSTER_LABEL_MISSING,
  CLUSTER_NOT_ALLOWED
}
