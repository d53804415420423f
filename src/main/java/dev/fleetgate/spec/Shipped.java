package dev.fleetgate.spec;

import java.util.List;

/// What comes with the program.
///
/// @param gates texts of the shipped gates
/// @param rulePacks names of the shipped rule packs
public record Shipped(List<Source> gates, List<String> rulePacks) {
  public static final Shipped NOTHING = new Shipped(List.of(), List.of());

  public Shipped {
    gates = List.copyOf(gates);
    rulePacks = List.copyOf(rulePacks);
  }
}
