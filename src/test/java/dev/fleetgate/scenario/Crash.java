package dev.fleetgate.scenario;

/// The process dies here. An error, so that nothing in the program catches it.
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super(where, null, false, false);
  }
}
