package dev.fleetgate.rollout.form;

import dev.fleetgate.model.Rule;

/// Rules that a written state can break, beside those of every mapping.
enum FormRule implements Rule {
  NOT_AN_INSTANT,
  NOT_AN_ISO_DURATION,
  NOT_A_NAME,
  NOT_A_MATCHER,
  OTHER_SCHEMA_VERSION
}
