package dev.fleetgate.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A simulated fleet, and the service that watches it.
public interface Demo extends AutoCloseable {
  /// @param clusters how many, in three rings `canary`, `early` and `rest`
  /// @param port of the API and the page, 0 for any that is free
  /// @param speed seconds of the simulation in a real second; > 0
  record Wanted(int clusters, int port, double speed) {}

  /// The service, as `serve` would run it.
  Serving serving();

  /// Where the demo's Fleet, kubeconfig and state are until it is closed.
  Path folder();

  /// The simulated time.
  Instant now();

  /// The image that the workload of a cluster is told to run.
  String image(String cluster);

  /// The share of requests that the workload of a cluster answers with an error now, in [0, 1].
  double errorRatio(String cluster);

  /// What the service has asked the simulation and the simulation does not know.
  List<String> notKnown();

  /// From now on, a process that is asked to end by a signal has this exit code, once everything is
  /// closed and the folder is removed.
  void endWith(int exitCode);

  /// Stops the service and the fleet, and removes the folder. Fails never; what could not be
  /// removed is told in the log.
  @Override
  void close();
}
