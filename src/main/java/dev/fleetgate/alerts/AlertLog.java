package dev.fleetgate.alerts;

import java.time.Instant;
import java.util.List;

/// Port: the notices received, in order. A run begins at the last entry there is, and remembers the
/// sequence number of the last one that it has stepped; it reads on from there whenever it is told
/// that the log has grown, and after a restart.
///
/// Thread safety: implementations allow calls from any thread.
public interface AlertLog {
  /// Stores notices; when it returns they survive a crash.
  ///
  /// @return the entries, in the order given
  /// @throws java.io.UncheckedIOException if they could not be stored; then none counts as received
  List<AlertEntry> append(List<AlertNotice> notices, Instant receivedAt);

  /// Entries with a greater sequence number, oldest first. Entries older than the log keeps are
  /// left out.
  List<AlertEntry> after(long sequence);

  /// Sequence number of the last entry; 0 if there never was one.
  long last();
}
