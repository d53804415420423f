package dev.fleetgate.model;

/// Why nothing can be said of a measurement or a gate. None of these is ever a pass.
public enum InconclusiveReason {
  /// Every selector of the query came back without series, or the result is empty.
  NO_DATA("NoData"),
  /// The value is not a number.
  NAN("NaN"),
  /// The youngest sample is older than `maxAge`.
  STALE("Stale"),
  /// A sample may contain time before completion + settle.
  TOO_EARLY("TooEarly"),
  /// More series than the one asked for.
  SEVERAL_SERIES("SeveralSeries"),
  /// Prometheus's clock and ours differ too much to compare times.
  CLOCK_SKEW("ClockSkew"),
  /// The child's Prometheus gave no answer.
  PROMETHEUS_UNREACHABLE("PrometheusUnreachable"),
  /// Prometheus answered with an error of its own.
  QUERY_FAILED("QueryFailed"),
  /// The answer carried warnings: a part of the data is missing.
  PARTIAL("Partial"),
  /// No answer within the deadline.
  TIMED_OUT("TimedOut"),
  /// The monitoring is not proven in effect; the sentence names the rung.
  MONITORING_UNPROVEN("MonitoringUnproven"),
  /// A series that the query reads is recorded on the child by a rule that looks back nobody knows
  /// how far, or the child's rules have not been read yet.
  LOOK_BACK_UNKNOWN("LookBackUnknown"),
  /// Neither condition held.
  NO_CONDITION_HELD("NoConditionHeld"),
  /// The run was ended before it had evidence.
  TERMINATED("Terminated"),
  /// Too few measurements so far.
  MEASURING("Measuring");

  private final String written;

  InconclusiveReason(String written) {
    this.written = written;
  }

  /// The word that people and files see.
  public String written() {
    return written;
  }
}
