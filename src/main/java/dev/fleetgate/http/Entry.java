package dev.fleetgate.http;

import dev.fleetgate.model.Fleet.AlertSource;

/// What the guard says.
sealed interface Entry {
  /// Come in.
  ///
  /// @param mayChange whether changes would be let in, too
  record Open(boolean mayChange) implements Entry {}

  /// Come in, and speak for these clusters.
  record OpenForAlerts(AlertSource source) implements Entry {}

  /// Stay out.
  record Refused(HttpRule rule, String subject, String found, String expected) implements Entry {}
}
