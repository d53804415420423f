package dev.fleetgate.rollout.machine;

import java.time.Duration;

/// How often things are looked at.
final class Pace {
  /// Between two reads of a target.
  static final Duration POLL = Duration.ofSeconds(5);

  /// Between two reads of a target that does not answer.
  static final Duration POLL_UNREADABLE = Duration.ofSeconds(15);

  /// Between two tries to find out whether a send arrived.
  static final Duration RESOLVE = Duration.ofSeconds(5);

  /// Until a preparation that failed for a reason that may pass is tried again.
  static final Duration PREPARE_AGAIN = Duration.ofSeconds(15);

  /// Until a target that somebody else changed under our hands is read again.
  static final Duration AFTER_CONFLICT = Duration.ofSeconds(2);

  /// Until an action without an answer is asked for again.
  static final Duration WATCHDOG = Duration.ofSeconds(60);

  /// Until a stop that could not be delivered is tried again.
  static final Duration STOP_AGAIN = Duration.ofSeconds(15);

  /// Between two reads of a member's alerts.
  static final Duration ALERTS = Duration.ofSeconds(15);

  /// Between two reads that try to confirm what the webhook brought.
  static final Duration CONFIRM = Duration.ofSeconds(5);

  /// How long it is tried.
  static final Duration CONFIRM_FOR = Duration.ofSeconds(30);

  /// The longest time between two looks at an approval's clock that count as one observation.
  static final Duration APPROVAL_GAP = Duration.ofMinutes(2);

  /// Between two looks at an approval's clock.
  static final Duration APPROVAL = Duration.ofMinutes(1);

  /// Between two looks at what only an event can move.
  static final Duration IDLE = Duration.ofMinutes(5);

  /// How long objects that a run made stay after its end.
  static final Duration OBJECTS_KEPT = Duration.ofDays(1);

  /// How long after a run's end the deletion of what it made is asked for. A cluster that does not
  /// answer for that long is taken to be gone.
  static final Duration OBJECTS_SOUGHT = Duration.ofDays(30);

  /// Until a deletion that could not be done is asked for again.
  static final Duration CLEAR_AGAIN = Duration.ofMinutes(10);

  private static final int MESSAGE_KEPT = 200;

  private Pace() {}

  /// As much of a remote message as the state keeps; the whole is in the report.
  static String kept(String message) {
    return message.length() <= MESSAGE_KEPT
        ? message
        : message.substring(0, MESSAGE_KEPT - 1) + "…";
  }
}
