package dev.fleetgate.sim;

/// A query asks for something that the simulation does not know.
final class NotSimulatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /// @param what names it
  NotSimulatedException(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  String what() {
    return what;
  }
}
