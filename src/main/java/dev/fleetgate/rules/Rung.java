package dev.fleetgate.rules;

/// The rungs of the proof that monitoring is in effect, in their order.
public enum Rung {
  /// The API server has the objects as they were rendered.
  ACCEPTED("accepted"),
  /// A Prometheus object selects each of them.
  SELECTED("selected"),
  /// Prometheus runs on a configuration that contains the monitors.
  RELOADED("reloaded"),
  /// Prometheus has loaded the groups of rules and evaluates all of them.
  RULES_HEALTHY("rules healthy"),
  /// Each monitor has targets and all of them are up.
  TARGETS_UP("targets up"),
  /// The series named by the pack have fresh samples.
  SERIES_FRESH("series fresh"),
  /// The pack's own series answers with the pinned revision.
  SENTINEL("sentinel"),
  /// Alerts can be read, and the pack's heartbeat is among them.
  ALERTS("alerts reach us");

  private final String written;

  Rung(String written) {
    this.written = written;
  }

  /// As people see it.
  public String written() {
    return written;
  }
}
