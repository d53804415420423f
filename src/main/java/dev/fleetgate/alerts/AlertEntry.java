package dev.fleetgate.alerts;

import java.time.Instant;
import java.util.Objects;

/// A notice in the log.
///
/// @param sequence from 1, grows by one with each entry of the log
/// @param receivedAt on our clock
public record AlertEntry(long sequence, Instant receivedAt, AlertNotice notice) {
  public AlertEntry {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: " + sequence + " (expected: >= 1)");
    }
    Objects.requireNonNull(receivedAt);
    Objects.requireNonNull(notice);
  }
}
