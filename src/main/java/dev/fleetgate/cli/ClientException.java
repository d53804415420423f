package dev.fleetgate.cli;

import dev.fleetgate.model.Node;

/// A request to the running program came to nothing; carries what is printed and the exit code.
final class ClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient Node answer;

  ClientException(int exitCode, String message) {
    this(exitCode, message, Node.nothing());
  }

  /// @param answer what the program answered; null if it did not
  ClientException(int exitCode, String message, Node answer) {
    super(message);
    this.exitCode = exitCode;
    this.answer = answer;
  }

  int exitCode() {
    return exitCode;
  }

  Node answer() {
    return answer;
  }
}
