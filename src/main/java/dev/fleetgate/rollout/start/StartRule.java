package dev.fleetgate.rollout.start;

import dev.fleetgate.model.Rule;

/// Why a rollout is refused at start. Rules up to [#ROLLBACK_WITHOUT_UNDO] need the document only
/// and are also lint's; the others need the fleet.
public enum StartRule implements Rule {
  NO_WAVES,
  NO_PHASES,
  BAD_NAME,
  DUPLICATE_WAVE,
  DUPLICATE_PHASE,
  ZERO_CONCURRENCY,
  ZERO_TIMEOUT,
  BUDGETS_CONTRADICT,
  UNKNOWN_GATE,
  GATE_TIMEOUT_TOO_SHORT,
  ALERT_RULE_WITHOUT_MATCHERS,
  ROLLBACK_WITHOUT_UNDO,
  LISTING_FAILED,
  DUPLICATE_CLUSTER,
  EMPTY_SELECTION,
  EMPTY_WAVE,
  UNMATCHED_CLUSTERS
}
