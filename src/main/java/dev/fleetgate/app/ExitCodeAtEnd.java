package dev.fleetgate.app;

import java.util.OptionalInt;

/// The exit code with which the process ends when it is asked to by a signal. Without one it is the
/// JVM's, 128 and the signal's number.
///
/// Thread safety: all methods may be called from any thread.
final class ExitCodeAtEnd {
  private volatile OptionalInt code = OptionalInt.empty();

  void set(int exitCode) {
    code = OptionalInt.of(exitCode);
  }

  /// Ends the process at once if a code was set. To be called by a shutdown hook, after all that is
  /// to be closed is closed: the JVM takes no other exit code once it ends.
  void end() {
    code.ifPresent(Runtime.getRuntime()::halt);
  }
}
