package dev.fleetgate.peers;

import java.nio.file.Path;

/// How an API server runs: as a child process, or in a container.
sealed interface ApiServerRuntime extends AutoCloseable
    permits ApiServerProcess, ApiServerContainer {
  /// Starts it on its port, again after [#stop()] with the same content, and awaits that it
  /// answers.
  ///
  /// @param answers fails until it does
  void start(Await.Expectation answers);

  /// Kills it at once; nobody answers on its port any more when this returns.
  void stop();

  /// The certificates that vouch for it, once it has started.
  Path certificates();

  /// The audit log as it is now.
  Path auditLog();

  /// Stops it for good.
  @Override
  void close();
}
