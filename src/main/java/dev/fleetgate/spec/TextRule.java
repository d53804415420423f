package dev.fleetgate.spec;

import dev.fleetgate.model.Rule;

/// Rules of the text itself, before any field is looked at.
public enum TextRule implements Rule {
  SYNTAX,
  TAB_INDENTATION,
  CONTROL_CHARACTER,
  DUPLICATE_FIELD,
  ANCHOR,
  ALIAS,
  MERGE_KEY,
  TAG,
  AMBIGUOUS_SCALAR,
  NUMBER_OUT_OF_RANGE,
  TOO_DEEP,
  TOO_LARGE
}
