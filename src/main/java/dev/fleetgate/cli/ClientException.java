package dev.fleetgate.cli;

import dev.fleetgate.model.Node;

/// A request to the running program came to nothing; carries what is printed and the exit code.
final class ClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient Node answer;
  private final boolean nobody;

  ClientException(int exitCode, String message) {
    this(exitCode, message, Node.nothing());
  }

  /// No program listens.
  static ClientException nobody(String message) {
    return new ClientException(ExitCode.ERROR, message, Node.nothing(), true);
  }

  /// @param answer what the program answered; null if it did not
  ClientException(int exitCode, String message, Node answer) {
    this(exitCode, message, answer, false);
  }

  private ClientException(int exitCode, String message, Node answer, boolean nobody) {
    super(message);
    this.exitCode = exitCode;
    this.answer = answer;
    this.nobody = nobody;
  }

  /// Whether no program listens, so that nothing was asked.
  boolean isOfNobody() {
    return nobody;
  }

  int exitCode() {
    return exitCode;
  }

  Node answer() {
    return answer;
  }
}
