package dev.fleetgate.rollout;

import java.util.Locale;

/// What a person can ask of a run.
public enum Verb {
  PAUSE,
  RESUME,
  APPROVE,
  REJECT,
  ABORT,
  ROLLBACK,
  RETRY;

  /// The word on the command line and in the API.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
