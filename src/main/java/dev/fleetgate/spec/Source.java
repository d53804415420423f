package dev.fleetgate.spec;

import java.util.Objects;

/// One text with its name.
///
/// @param name a file's path as the user gave it, or a word for texts without a file; `.json` at
///   its end means JSON, anything else YAML
public record Source(String name, String text) {
  public Source {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }
}
