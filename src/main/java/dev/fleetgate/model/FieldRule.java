package dev.fleetgate.model;

/// Rules that [Fields] keeps for every document.
public enum FieldRule implements Rule {
  MISSING_FIELD,
  UNKNOWN_FIELD,
  NOT_A_MAPPING,
  NOT_A_LIST,
  NOT_A_TEXT,
  NOT_A_NUMBER,
  NOT_A_FLAG,
  NOT_A_DURATION,
  NOT_AN_AMOUNT,
  NUMBER_TOO_SMALL,
  NOT_A_CHOICE,
  EMPTY_TEXT
}
