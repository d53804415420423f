package dev.fleetgate.gates.spec;

import dev.fleetgate.model.Position;
import java.util.Objects;

/// An argument that a gate declares; written `{{args.name}}` in its texts.
///
/// @param required whether the caller must give a value
/// @param value used when the caller gives none; empty if required
public record GateArg(String name, boolean required, String value, Position at) {
  public GateArg {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    Objects.requireNonNull(at);
  }

  public static GateArg required(String name, Position at) {
    return new GateArg(name, true, "", at);
  }

  public static GateArg withDefault(String name, String value, Position at) {
    return new GateArg(name, false, value, at);
  }
}
