package dev.fleetgate.http;

import dev.fleetgate.observer.Agenda;
import java.time.Instant;

/// An agenda at whose clock nothing falls due later: what is due runs at once on a thread of its
/// own, the rest never.
final class TestingAgenda implements Agenda {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return NOW;
  }

  @Override
  public void at(Instant when, Runnable task) {
    if (!when.isAfter(NOW)) {
      Thread.ofVirtual().start(task);
    }
  }
}
