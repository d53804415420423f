package dev.fleetgate.rollout;

/// A move outside the table of legal moves: a bug of the machine, never a consequence of its input.
public final class IllegalTransitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IllegalTransitionException(String subject, String from, String to) {
    super(subject + ": " + from + " to " + to + " (expected: a move of the table of legal moves)");
  }
}
