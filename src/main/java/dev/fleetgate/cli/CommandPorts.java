package dev.fleetgate.cli;

import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Source;
import java.nio.file.Path;
import java.util.List;

/// What the commands run, made by `app` when a command first asks for it, so that `--version` and
/// `--help` start nothing.
public interface CommandPorts {
  /// Reads documents, with the shipped gates and rule packs at hand; the same one each time.
  BundleLoader bundles();

  /// Runs one gate; to be closed.
  GateRunner gateRunner();

  /// Starts the service; it runs until its handle is closed or the process ends.
  Serving serve(Serving.Wanted wanted);

  /// The rollouts and gates of the demo.
  List<Source> demoDocuments();

  /// Starts a simulated fleet and the service on it.
  Demo demo(Demo.Wanted wanted);

  /// Reads a state folder, whoever holds it.
  Stored stored(Path state);

  /// Looks once at every cluster of a fleet; only reads.
  ///
  /// @param state folder that holds the clusters' pins
  Stored.Looked look(FleetFile file, Path state) throws InterruptedException;

  /// Runs a task when the process is asked to end, until the notice is closed.
  Notice whenAskedToEnd(Runnable task);

  /// A task that waits for the end of the process.
  interface Notice extends AutoCloseable {
    /// Forgets the task.
    @Override
    void close();
  }

  /// Says what starting a rollout would do; sends nothing but reads of the fleet.
  Launch plan(FleetFile file, Launch.Wanted wanted);
}
