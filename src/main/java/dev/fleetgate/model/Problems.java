package dev.fleetgate.model;

import java.util.ArrayList;
import java.util.List;

/// Collects the problems of one input, so that all are reported at once.
///
/// Thread safety: confined to the thread that reads the input.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  /// Adds a problem; see [Problem] for the parts.
  public void add(Node at, Rule rule, String subject, String expected) {
    found.add(new Problem(at.at(), rule, subject, at.shown(), expected));
  }

  public List<Problem> list() {
    return List.copyOf(found);
  }

  public boolean none() {
    return found.isEmpty();
  }

  /// Returns quietly if there are none.
  ///
  /// @throws BadInputException with all of them otherwise
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new BadInputException(found);
    }
  }
}
