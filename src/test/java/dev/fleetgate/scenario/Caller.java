package dev.fleetgate.scenario;

import java.time.Duration;
import java.time.Instant;

/// What a simulated target needs of the process that calls it.
interface Caller {
  Instant now();

  Faults faults();

  /// Lets time pass within a call, sometimes, while the process does other things.
  void mayPass(Duration most);
}
