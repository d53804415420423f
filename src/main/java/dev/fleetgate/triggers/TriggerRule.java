package dev.fleetgate.triggers;

import dev.fleetgate.model.Rule;

/// Rules of a phase's `trigger`, each with a fixture that breaks it.
public enum TriggerRule implements Rule {
  TRIGGER_KIND_NOT_ONE,
  NOT_A_NAMESPACE,
  NOT_AN_OBJECT_NAME,
  UNKNOWN_PLACEHOLDER,
  MISSING_CLUSTER_LABEL,
  RESERVED_KEY,
  TEMPLATE_WITHOUT_CONTAINERS,
  JOB_RESTART_POLICY,
  JOB_WITH_TTL,
  JOB_SUSPENDED,
  JOB_WITH_SELECTOR,
  DEPLOYMENT_CHANGE_NOT_ONE,
  IMAGES_EMPTY,
  IMAGE_EMPTY,
}
