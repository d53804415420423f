package dev.fleetgate.cli;

import java.util.Locale;

/// The form of an answer.
enum Output {
  TEXT,
  JSON;

  /// The word on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
