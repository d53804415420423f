package dev.fleetgate.spec;

import java.util.List;

/// The texts that a command was given.
///
/// @param given named by the user one by one; each must hold documents of ours only
/// @param found below folders that the user named; may hold Kubernetes objects and others, too
/// @param beside from the folder `gates/` next to a given file; only its gates are looked at, after
///   those of the files given
public record Inputs(List<Source> given, List<Source> found, List<Source> beside) {
  public Inputs {
    given = List.copyOf(given);
    found = List.copyOf(found);
    beside = List.copyOf(beside);
  }

  /// Files given one by one.
  public static Inputs of(Source... given) {
    return new Inputs(List.of(given), List.of(), List.of());
  }
}
