package dev.fleetgate.gates.condition;

/// Leaves the parser at the first thing it does not understand; never leaves this package.
final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Compilation.Rejected rejection;

  RejectedException(Compilation.Rejected rejection) {
    super(rejection.toString(), null, false, false);
    this.rejection = rejection;
  }

  Compilation.Rejected rejection() {
    return rejection;
  }
}
