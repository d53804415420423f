package dev.fleetgate.cli;

import dev.fleetgate.spec.BundleLoader;

/// What the commands run, made by `app` when a command first asks for it, so that `--version` and
/// `--help` start nothing.
public interface CommandPorts {
  /// Reads documents, with the shipped gates and rule packs at hand.
  BundleLoader bundles();

  /// Runs one gate; to be closed.
  GateRunner gateRunner();

  /// Starts the service; it runs until its handle is closed or the process ends.
  Serving serve(Serving.Wanted wanted);
}
