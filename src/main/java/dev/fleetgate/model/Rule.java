package dev.fleetgate.model;

import java.util.Locale;

/// A rule that input can break. Each room lists its rules in one enum, so that a test can ask for a
/// fixture of each.
public interface Rule {
  /// The constant's name; enums have it by themselves.
  String name();

  /// The name in kebab case, as fixtures are named.
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
